"""The law that counts in days: the statutory clock over `content/deadlines.yml`."""
