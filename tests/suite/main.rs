//! One test binary, one module an area. Sites live in memory; a few tests run the program.

#![expect(clippy::unwrap_used, reason = "a test that fails to unwrap has failed")]
#![expect(clippy::disallowed_methods, reason = "tests of the program lay out folders of their own")]

mod about;
mod accidents;
mod admin;
mod against;
mod attachments;
mod cache;
mod cases;
mod city;
mod commands;
mod costs;
mod deadlines;
mod documents;
mod doors;
mod editions;
mod examples;
mod faults;
mod figures;
mod finished;
mod force;
mod golden;
mod guide;
mod hints;
mod hostile;
mod import;
mod install;
mod live;
mod lives;
mod looked_through;
mod mistakes;
mod newcomer;
mod privacy;
mod properties;
mod random;
mod renewed;
mod review;
mod rim;
mod rulings;
mod serve;
mod site;
mod structure;
mod stubs;
mod tables;
mod terminal;
mod texts;
mod theme_fields;
mod theme_words;
mod themes;
mod traces;
mod transcripts;
mod truth;
mod whole;
mod words;
