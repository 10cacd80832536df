"""The front ends of Kutip: command line, console and Telegram, over one set of use cases."""

__version__ = "0.1.0"
