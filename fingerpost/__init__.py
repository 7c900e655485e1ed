"""What Fingerpost knows: places, the Local Offer, contacts, the law and the answers. Plain Python."""
