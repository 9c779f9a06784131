"""What the profile is learnt from, and how it is judged, told and shown."""
