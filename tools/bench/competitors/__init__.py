"""The competitors, one file each. A job takes a Place, works in its folder and returns its measurements."""
