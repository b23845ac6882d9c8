# conflicts
