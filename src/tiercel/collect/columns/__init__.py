"""What the columns of a file mean, and how their texts become values."""
