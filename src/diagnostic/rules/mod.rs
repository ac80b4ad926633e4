//! The table of rules: every kind of finding there is, sorted by name.
//!
//! One file a rule, with its weight and its words in English and Chinese; `explain` and the
//! staff guide are made of them.

macro_rules! rules {
    ($($module:ident $name:ident,)*) => {
        $(mod $module; pub use $module::RULE as $name;)*
        /// All rules, sorted by name.
        pub static ALL: &[&crate::diagnostic::Rule] = &[$(&$name),*];
    };
}

rules! {
    accent_contrast ACCENT_CONTRAST,
    acceptance_after_due ACCEPTANCE_AFTER_DUE,
    address_lost ADDRESS_LOST,
    anchor_repeated ANCHOR_REPEATED,
    attachment_empty ATTACHMENT_EMPTY,
    attachment_encoding ATTACHMENT_ENCODING,
    attachment_missing ATTACHMENT_MISSING,
    attachment_name_taken ATTACHMENT_NAME_TAKEN,
    attachment_runs ATTACHMENT_RUNS,
    attachment_unlisted ATTACHMENT_UNLISTED,
    attachment_unread ATTACHMENT_UNREAD,
    bidi_control BIDI_CONTROL,
    body_empty BODY_EMPTY,
    byte_order_mark BYTE_ORDER_MARK,
    calendar_missing CALENDAR_MISSING,
    clarification_after_due CLARIFICATION_AFTER_DUE,
    comment_after_text COMMENT_AFTER_TEXT,
    config_value_malformed CONFIG_VALUE_MALFORMED,
    conflict_markers CONFLICT_MARKERS,
    control_character CONTROL_CHARACTER,
    correction_without_event CORRECTION_WITHOUT_EVENT,
    date_before_receipt DATE_BEFORE_RECEIPT,
    date_not_real DATE_NOT_REAL,
    date_notation DATE_NOTATION,
    department_not_last_assigned DEPARTMENT_NOT_LAST_ASSIGNED,
    department_not_there DEPARTMENT_NOT_THERE,
    digest_case_outside DIGEST_CASE_OUTSIDE,
    digest_count_differs DIGEST_COUNT_DIFFERS,
    document_number_malformed DOCUMENT_NUMBER_MALFORMED,
    duplicate_key DUPLICATE_KEY,
    edition_gap EDITION_GAP,
    edition_without_note EDITION_WITHOUT_NOTE,
    effective_before_made EFFECTIVE_BEFORE_MADE,
    emphasis_unclosed EMPHASIS_UNCLOSED,
    encoding_broken ENCODING_BROKEN,
    encoding_gb18030 ENCODING_GB18030,
    encoding_utf16 ENCODING_UTF16,
    event_in_future EVENT_IN_FUTURE,
    event_without_correction EVENT_WITHOUT_CORRECTION,
    event_without_reply EVENT_WITHOUT_REPLY,
    extension_after_due EXTENSION_AFTER_DUE,
    extension_beyond_rule EXTENSION_BEYOND_RULE,
    external_image EXTERNAL_IMAGE,
    fact_stated_twice FACT_STATED_TWICE,
    file_name_form FILE_NAME_FORM,
    file_name_not_text FILE_NAME_NOT_TEXT,
    file_too_long FILE_TOO_LONG,
    file_unrecognised FILE_UNRECOGNISED,
    footnote_undefined FOOTNOTE_UNDEFINED,
    footnote_unused FOOTNOTE_UNUSED,
    front_matter_missing FRONT_MATTER_MISSING,
    ground_without_refusal GROUND_WITHOUT_REFUSAL,
    heading_jump HEADING_JUMP,
    heading_near_miss HEADING_NEAR_MISS,
    hour_missing HOUR_MISSING,
    html_comment HTML_COMMENT,
    html_comment_unclosed HTML_COMMENT_UNCLOSED,
    id_duplicate ID_DUPLICATE,
    id_outside_grammar ID_OUTSIDE_GRAMMAR,
    id_reserved ID_RESERVED,
    image_in_question IMAGE_IN_QUESTION,
    impossible_transition IMPOSSIBLE_TRANSITION,
    language_twice LANGUAGE_TWICE,
    licence_not_stated LICENCE_NOT_STATED,
    line_endings_mixed LINE_ENDINGS_MIXED,
    link_scheme_unsafe LINK_SCHEME_UNSAFE,
    link_to_missing_anchor LINK_TO_MISSING_ANCHOR,
    link_to_missing_edition LINK_TO_MISSING_EDITION,
    link_to_missing_record LINK_TO_MISSING_RECORD,
    list_too_long LIST_TOO_LONG,
    merged_in_circle MERGED_IN_CIRCLE,
    missing_key MISSING_KEY,
    name_not_portable NAME_NOT_PORTABLE,
    output_collision OUTPUT_COLLISION,
    own_address_dead OWN_ADDRESS_DEAD,
    path_outside_grammar PATH_OUTSIDE_GRAMMAR,
    period_reversed PERIOD_REVERSED,
    personal_data_address PERSONAL_DATA_ADDRESS,
    personal_data_author PERSONAL_DATA_AUTHOR,
    personal_data_bank_card PERSONAL_DATA_BANK_CARD,
    personal_data_email PERSONAL_DATA_EMAIL,
    personal_data_iban PERSONAL_DATA_IBAN,
    personal_data_landline PERSONAL_DATA_LANDLINE,
    personal_data_mobile PERSONAL_DATA_MOBILE,
    personal_data_name PERSONAL_DATA_NAME,
    personal_data_national_id PERSONAL_DATA_NATIONAL_ID,
    personal_data_number_plate PERSONAL_DATA_NUMBER_PLATE,
    personal_data_passport PERSONAL_DATA_PASSPORT,
    personal_data_position PERSONAL_DATA_POSITION,
    personal_data_resident_id PERSONAL_DATA_RESIDENT_ID,
    picture_too_large PICTURE_TOO_LARGE,
    pointer_file POINTER_FILE,
    raw_html RAW_HTML,
    record_link_in_question RECORD_LINK_IN_QUESTION,
    redaction_malformed REDACTION_MALFORMED,
    reference_repeated REFERENCE_REPEATED,
    relative_link_dead RELATIVE_LINK_DEAD,
    reply_without_event REPLY_WITHOUT_EVENT,
    reply_without_hour REPLY_WITHOUT_HOUR,
    section_empty SECTION_EMPTY,
    shown_later SHOWN_LATER,
    special_file SPECIAL_FILE,
    statutory_table_applicant STATUTORY_TABLE_APPLICANT,
    statutory_table_unbalanced STATUTORY_TABLE_UNBALANCED,
    symlink_leaves_content SYMLINK_LEAVES_CONTENT,
    table_column_repeated TABLE_COLUMN_REPEATED,
    table_column_unknown TABLE_COLUMN_UNKNOWN,
    table_delimiter TABLE_DELIMITER,
    table_delimiter_unclear TABLE_DELIMITER_UNCLEAR,
    table_empty TABLE_EMPTY,
    table_encoding_gb18030 TABLE_ENCODING_GB18030,
    table_leading_zero TABLE_LEADING_ZERO,
    table_missing TABLE_MISSING,
    table_quote_unclosed TABLE_QUOTE_UNCLOSED,
    table_ragged TABLE_RAGGED,
    table_too_wide TABLE_TOO_WIDE,
    table_uneven TABLE_UNEVEN,
    table_value_wrong_type TABLE_VALUE_WRONG_TYPE,
    template_error TEMPLATE_ERROR,
    text_before_question TEXT_BEFORE_QUESTION,
    text_cut_at_hash TEXT_CUT_AT_HASH,
    text_not_shown TEXT_NOT_SHOWN,
    theme_engine_differs THEME_ENGINE_DIFFERS,
    theme_engine_missing THEME_ENGINE_MISSING,
    theme_file_unknown THEME_FILE_UNKNOWN,
    theme_file_unreadable THEME_FILE_UNREADABLE,
    theme_string_missing THEME_STRING_MISSING,
    theme_string_value THEME_STRING_VALUE,
    third_party_after_due THIRD_PARTY_AFTER_DUE,
    translation_orphan TRANSLATION_ORPHAN,
    translation_redactions_differ TRANSLATION_REDACTIONS_DIFFER,
    translation_sections_differ TRANSLATION_SECTIONS_DIFFER,
    translation_stale TRANSLATION_STALE,
    unknown_calendar UNKNOWN_CALENDAR,
    unknown_config_key UNKNOWN_CONFIG_KEY,
    unknown_department UNKNOWN_DEPARTMENT,
    unknown_key UNKNOWN_KEY,
    unknown_language UNKNOWN_LANGUAGE,
    unknown_topic UNKNOWN_TOPIC,
    unknown_word UNKNOWN_WORD,
    visibility_without_reason VISIBILITY_WITHOUT_REASON,
    waiver_expired WAIVER_EXPIRED,
    waiver_unused WAIVER_UNUSED,
    wrong_type WRONG_TYPE,
    yaml_bomb YAML_BOMB,
    yaml_colon YAML_COLON,
    yaml_full_width_mark YAML_FULL_WIDTH_MARK,
    yaml_odd_space YAML_ODD_SPACE,
    yaml_syntax YAML_SYNTAX,
    yaml_tab YAML_TAB,
    year_implausible YEAR_IMPLAUSIBLE,
}

/// Returns the rule of a name.
pub fn find(name: &str) -> Option<&'static crate::diagnostic::Rule> {
    ALL.iter().copied().find(|rule| rule.name == name)
}

/// Rules as they are kept: by name.
pub(super) mod by_name {
    use crate::diagnostic::Rule;
    use serde::de::{Deserialize as _, Deserializer, Error};
    use serde::ser::Serializer;

    pub fn serialize<S: Serializer>(rule: &&'static Rule, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(rule.name)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<&'static Rule, D::Error> {
        let name = String::deserialize(deserializer)?;
        let found = super::ALL.iter().find(|rule| rule.name == name);
        found.copied().ok_or_else(|| D::Error::custom("no rule of this name"))
    }
}
