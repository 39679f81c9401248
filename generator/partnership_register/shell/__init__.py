"""The site engine: stubs in, frames out; nothing outside this room knows which engine it is."""
