//! Charts of measures on pages; those of datasets are made in [`crate::site::plots`].

pub mod measures;
