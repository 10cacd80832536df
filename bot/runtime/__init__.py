"""What a running process needs: settings, the library, logs, presence and exit codes."""
