"""Content packs: the pages of a school or a publisher as files, in the format of the starter texts."""
