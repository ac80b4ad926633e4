//! Signed notes: a text and the signatures below it (c2sp.org/signed-note 1.0.0).
//!
//! ```text
//! note      = text LF *( "— " name " " base64( id[4] signature ) LF )        text ends in LF
//! vkey      = name "+" hex8( id ) "+" base64( type key[32] )
//! skey      = "PRIVATE+KEY+" name "+" hex8( id ) "+" base64( type seed[32] )   as Go writes it
//! id        = SHA-256( name LF type key )[..4]
//! signature = ed25519( text )                                                type 1
//!           | u64 time, ed25519( "cosignature/v1" LF "time " time LF text )   type 4, c2sp.org/tlog-cosignature
//! ```
//! What must hold: a signature of an unknown name or id is passed over; one of a known key that
//! does not verify refuses the whole note.

use super::{Fault, base64, hex, sha256, unbase64, unhex};
use ed25519_dalek::{Signer as _, VerifyingKey};
use std::fmt;

/// The longest note that is read, in bytes.
pub const MOST_BYTES: usize = 1_000_000;
/// The most signatures that a note may have.
pub const MOST_SIGNATURES: usize = 100;

/// What a key signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The text itself: type 0x01.
    Log,
    /// That the text was seen at a time: type 0x04.
    Witness,
}

impl Kind {
    fn code(self) -> u8 {
        match self {
            Self::Log => 1,
            Self::Witness => 4,
        }
    }
}

/// A public key with its name: what others know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey {
    name: String,
    kind: Kind,
    key: VerifyingKey,
}

/// Returns whether a key or an origin can have this name.
pub fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.chars().any(|c| c.is_whitespace() || c.is_control() || c == '+')
}

impl PublicKey {
    /// Reads a vkey; white space around it is left out.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let text = text.trim();
        let shape = || {
            Fault::whole(
                "this is not a verifier key: write `<name>+<8 hexadecimal digits>+<base64>`",
                "这不是验证密钥：应写作“<名称>+<8 位十六进制数字>+<base64>”",
            )
        };
        // The base64 may hold `+` itself.
        let mut parts = text.splitn(3, '+');
        let (Some(name), Some(id), Some(key)) = (parts.next(), parts.next(), parts.next()) else { return Err(shape()) };
        if !is_name(name) {
            return Err(shape());
        }
        let (kind, bytes) = key_bytes(key).map_err(|fault| fault.unwrap_or_else(shape))?;
        let key = VerifyingKey::from_bytes(&bytes).ok().filter(|key| !key.is_weak()).ok_or_else(|| {
            Fault::whole("the verifier key holds no usable Ed25519 key", "验证密钥中没有可用的 Ed25519 公钥")
        })?;
        let own = Self { name: name.to_owned(), kind, key };
        if unhex::<4>(id) != Some(own.id()) {
            return Err(Fault::whole(
                "the verifier key does not fit its own number: a letter was lost or changed in copying",
                "验证密钥与自身的编号不符：复制时丢失或改动了字符",
            ));
        }
        Ok(own)
    }

    /// Returns the name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns what it signs.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Returns the key id: what a signature line names it by, besides the name.
    pub fn id(&self) -> [u8; 4] {
        let mut text = self.name.clone().into_bytes();
        text.extend([b'\n', self.kind.code()]);
        text.extend(self.key.as_bytes());
        let hash = sha256(&text);
        [hash[0], hash[1], hash[2], hash[3]]
    }

    /// Returns the Ed25519 key.
    pub fn bytes(&self) -> &[u8; 32] {
        self.key.as_bytes()
    }

    /// Returns the time of a signature that verifies; that of a log has none.
    fn verify(&self, text: &str, signature: &[u8]) -> Option<Option<u64>> {
        let (time, message, rest) = match self.kind {
            Kind::Log => (None, text.to_owned(), signature),
            Kind::Witness => {
                let (time, rest) = signature.split_first_chunk::<8>()?;
                let time = u64::from_be_bytes(*time);
                (Some(time), seen(text, time), rest)
            }
        };
        let signature = ed25519_dalek::Signature::from_slice(rest).ok()?;
        self.key.verify_strict(message.as_bytes(), &signature).ok()?;
        Some(time)
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut key = vec![self.kind.code()];
        key.extend(self.key.as_bytes());
        write!(f, "{}+{}+{}", self.name, hex(&self.id()), base64(&key))
    }
}

/// Returns type and bytes of a key; without words where the form is wrong.
fn key_bytes(text: &str) -> Result<(Kind, [u8; 32]), Option<Fault>> {
    let bytes = unbase64(text).ok_or(None)?;
    let (code, key) = bytes.split_first().ok_or(None)?;
    let kind = match code {
        1 => Kind::Log,
        4 => Kind::Witness,
        other => {
            return Err(Some(Fault::whole(
                format!("keys of type {other} are not known here: 1 (Ed25519) and 4 (cosignature/v1) are"),
                format!("不支持类型为 {other} 的密钥：支持的类型是 1（Ed25519）和 4（cosignature/v1）"),
            )));
        }
    };
    Ok((kind, key.try_into().map_err(|_| None)?))
}

/// Returns the text that a cosignature is made over.
fn seen(text: &str, time: u64) -> String {
    format!("cosignature/v1\ntime {time}\n{text}")
}

/// A private key with its name. Its text is written by [`PrivateKey::reveal`] alone.
pub struct PrivateKey {
    public: PublicKey,
    key: ed25519_dalek::SigningKey,
}

impl PrivateKey {
    /// Returns the key that 32 random bytes are the seed of.
    pub fn from_seed(name: &str, kind: Kind, seed: &[u8; 32]) -> Result<Self, Fault> {
        if !is_name(name) {
            return Err(Fault::whole(
                format!("a key cannot be named {name:?}: no spaces, no `+`, and not nothing"),
                format!("密钥名称不能是 {name:?}：不能为空，不能有空格和“+”"),
            ));
        }
        let key = ed25519_dalek::SigningKey::from_bytes(seed);
        Ok(Self { public: PublicKey { name: name.to_owned(), kind, key: key.verifying_key() }, key })
    }

    /// Reads a key in Go's form; white space around it is left out.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let shape = || {
            Fault::whole(
                "this is not a private key: it should begin with `PRIVATE+KEY+`, as `gongkai log key-new` writes it",
                "这不是私钥：应以“PRIVATE+KEY+”开头，如 `gongkai log key-new` 所写",
            )
        };
        let mut parts = text.trim().strip_prefix("PRIVATE+KEY+").ok_or_else(shape)?.splitn(3, '+');
        let (Some(name), Some(id), Some(key)) = (parts.next(), parts.next(), parts.next()) else { return Err(shape()) };
        let (kind, seed) = key_bytes(key).map_err(|fault| fault.unwrap_or_else(shape))?;
        let own = Self::from_seed(name, kind, &seed)?;
        if unhex::<4>(id) != Some(own.public.id()) {
            return Err(Fault::whole(
                "the private key does not fit its own number: a letter was lost or changed in copying",
                "私钥与自身的编号不符：复制时丢失或改动了字符",
            ));
        }
        Ok(own)
    }

    /// Returns the key in Go's form: whoever has it can sign.
    pub fn reveal(&self) -> String {
        let mut key = vec![self.public.kind.code()];
        key.extend(self.key.as_bytes());
        format!("PRIVATE+KEY+{}+{}+{}", self.public.name, hex(&self.public.id()), base64(&key))
    }

    /// Returns what others may know of it.
    pub fn public(&self) -> &PublicKey {
        &self.public
    }

    /// Returns the signature of a text; the time counts for a witness alone. Signing twice gives
    /// the same bytes.
    pub fn sign(&self, text: &str, time: u64) -> Signature {
        let bytes = match self.public.kind {
            Kind::Log => self.key.sign(text.as_bytes()).to_bytes().to_vec(),
            Kind::Witness => {
                let signature = self.key.sign(seen(text, time).as_bytes());
                [&time.to_be_bytes()[..], &signature.to_bytes()].concat()
            }
        };
        Signature { name: self.public.name.clone(), id: self.public.id(), bytes }
    }
}

/// One signature line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    pub name: String,
    pub id: [u8; 4],
    pub bytes: Vec<u8>,
}

impl Signature {
    /// Reads a line without its LF.
    pub fn parse(line: &str) -> Option<Self> {
        let (name, rest) = line.strip_prefix("— ")?.split_once(' ')?;
        let bytes = unbase64(rest).filter(|_| is_name(name))?;
        let (id, bytes) = bytes.split_first_chunk::<4>()?;
        (!bytes.is_empty()).then(|| Self { name: name.to_owned(), id: *id, bytes: bytes.to_vec() })
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "— {} {}", self.name, base64(&[&self.id[..], &self.bytes].concat()))
    }
}

/// A text with signatures, not yet verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Ends in LF.
    pub text: String,
    pub signatures: Vec<Signature>,
}

/// A known key whose signature verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    pub key: PublicKey,
    /// Seconds since 1970 at which a witness saw it.
    pub time: Option<u64>,
}

impl Note {
    /// Reads a note.
    pub fn parse(bytes: &[u8]) -> Result<Self, Fault> {
        if bytes.len() > MOST_BYTES {
            return Err(Fault::whole("a signed note has at most 1,000,000 bytes", "签名文本最多 1,000,000 字节"));
        }
        let whole = std::str::from_utf8(bytes)
            .map_err(|_| Fault::whole("the signed note is no text in UTF-8", "签名文本不是 UTF-8 编码"))?;
        if let Some(place) = whole.find(|c: char| c < ' ' && c != '\n') {
            let line = whole[..place].matches('\n').count() + 1;
            return Err(Fault::at(
                line,
                "a control character has no place in a signed note",
                "签名文本中不能有控制字符",
            ));
        }
        let missing = || Fault::whole("there is no signature below an empty line", "空行之后没有签名");
        let cut = whole.rfind("\n\n").ok_or_else(missing)?;
        let (text, lines) = (&whole[..=cut], &whole[cut + 2..]);
        let above = text.matches('\n').count() + 1;
        let Some(lines) = lines.strip_suffix('\n') else {
            return Err(if lines.is_empty() {
                missing()
            } else {
                Fault::at(
                    whole.matches('\n').count() + 1,
                    "the last line has no end: the file was cut off",
                    "最后一行没有换行：文件不完整",
                )
            });
        };
        let mut signatures = Vec::new();
        for (number, line) in lines.split('\n').enumerate() {
            let signature = Signature::parse(line).ok_or_else(|| {
                Fault::at(
                    above + number + 1,
                    "this is no signature: `— <name> <base64>`",
                    "这不是签名行：应为“— <名称> <base64>”",
                )
            })?;
            signatures.push(signature);
            if signatures.len() > MOST_SIGNATURES {
                return Err(Fault::at(above + number + 1, "a note has at most 100 signatures", "签名最多 100 个"));
            }
        }
        Ok(Self { text: text.to_owned(), signatures })
    }

    /// Returns a note with one signature.
    pub fn signed(text: &str, key: &PrivateKey) -> Self {
        Self { text: text.to_owned(), signatures: vec![key.sign(text, 0)] }
    }

    /// Returns whose signatures are there, of those that are known; a known one that does not
    /// verify is a fault, none known is an empty list.
    pub fn open(&self, known: &[PublicKey]) -> Result<Vec<Signed>, Fault> {
        let mut all: Vec<Signed> = Vec::new();
        let above = self.text.matches('\n').count() + 1;
        for (number, signature) in self.signatures.iter().enumerate() {
            let mut keys: Vec<&PublicKey> =
                known.iter().filter(|key| key.name == signature.name && key.id() == signature.id).collect();
            keys.dedup();
            let key = match keys[..] {
                [] => continue,
                [key] => key,
                _ => {
                    return Err(Fault::whole(
                        format!("two known keys are both named {} with the same number", signature.name),
                        format!("有两个已知密钥的名称（{}）和编号都相同", signature.name),
                    ));
                }
            };
            let time = key.verify(&self.text, &signature.bytes).ok_or_else(|| {
                Fault::at(
                    above + number + 1,
                    format!("the signature of {} does not fit the text: one of them was changed", key.name),
                    format!("{} 的签名与文本不符：其中之一被改动过", key.name),
                )
            })?;
            if !all.iter().any(|signed| signed.key == *key) {
                all.push(Signed { key: key.clone(), time });
            }
        }
        Ok(all)
    }

    /// Adds signatures that are not there yet; returns how many.
    pub fn add(&mut self, more: impl IntoIterator<Item = Signature>) -> usize {
        let before = self.signatures.len();
        for signature in more {
            if !self.signatures.contains(&signature) {
                self.signatures.push(signature);
            }
        }
        self.signatures.len() - before
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures.iter().try_for_each(|signature| writeln!(f, "{signature}"))
    }
}
