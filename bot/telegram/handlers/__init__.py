"""What is answered to what people write, press and type; application.py says which handler gets which update."""
