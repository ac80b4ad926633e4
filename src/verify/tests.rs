//! Folders that were changed.
