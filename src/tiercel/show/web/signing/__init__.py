"""How allauth, the engine of signing in, is told our ways: who comes in, what is asked, where it leads."""
