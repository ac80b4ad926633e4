pub fn term(_: &str, _: crate::diagnostic::Tongue) -> Option<&'static str> {
    None
}
