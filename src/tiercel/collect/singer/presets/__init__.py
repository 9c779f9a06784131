"""What the streams of well-known taps become here, one module for each system."""
