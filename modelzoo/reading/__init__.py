"""What torch computes, read as blocks of the palette: its layers and its functions."""
