"""Events as companies' own clients send them: taken in, stored before they are answered, read again later."""
