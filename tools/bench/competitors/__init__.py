"""What is measured, a file each. A job takes a Place, works in its folder and returns what it measured."""
