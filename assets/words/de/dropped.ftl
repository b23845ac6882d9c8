# dropped
