//! Files made by the program are what it would make today.

use std::fs;
use std::path::Path;

#[test]
fn the_content_reference_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/guide/content.md");
    let expected = gongkai::record::guide::content_reference();
    if fs::read_to_string(&path).ok().as_deref() != Some(&expected) {
        // Written for the next run, and to be committed; this run fails.
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, &expected).unwrap();
        panic!("docs/guide/content.md was old; it is new now: commit it");
    }
}
