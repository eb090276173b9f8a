"""The sources as the sample world plays them, one module each: paths, replies, wire formats."""
