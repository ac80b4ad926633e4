//! Any bytes as the configuration: findings, never a panic. Run with `cargo fuzz run config`.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let (config, findings) = gongkai::config::read(bytes);
    gongkai_fuzz::shown(&findings, bytes);
    if let Some(config) = config {
        assert!(!config.languages.is_empty());
        config.context();
    }
});
