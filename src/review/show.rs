//! A review in words.

