"""The one public process: sessions, limits, the crisis check, stored conversations; it calls the engine."""
