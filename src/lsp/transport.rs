//! Messages over standard input and output.
//!
//! What is no message is answered with an error and passed over, where the server of `lsp-server` would end.

use std::io::{self, BufRead, Read, Write};
use std::sync::Mutex;

use lsp_server::{ErrorCode, Message};
use serde_json::{Value, json};

/// The largest message, in bytes: a policy may have 64 MiB, and JSON escapes some of it.
const LIMIT: u64 = 256 << 20;

/// What was read.
#[derive(Debug)]
pub enum Incoming {
    /// A message.
    Message(Message),
    /// Something else, with the answer to it.
    Malformed(Value),
    /// Nothing more.
    End,
}

/// Reads one message.
///
/// # Errors
/// Where the stream fails, or nobody can tell where the next message starts.
pub fn read(input: &mut impl BufRead) -> io::Result<Incoming> {
    let mut size = None;
    let mut line = Vec::new();
    loop {
        line.clear();
        if input.by_ref().take(LIMIT).read_until(b'\n', &mut line)? == 0 {
            return Ok(Incoming::End);
        }
        let text = String::from_utf8_lossy(&line);
        let text = text.trim();
        // A blank line ends the headers; before the first of them it is noise.
        match text.split_once(':') {
            Some((name, value)) if name.trim().eq_ignore_ascii_case("content-length") => {
                size = value.trim().parse::<u64>().ok().filter(|&size| size <= LIMIT);
                if size.is_none() {
                    return Ok(Incoming::Malformed(error(Value::Null, "this Content-Length is none")));
                }
            }
            _ if text.is_empty() && size.is_some() => break,
            _ => {}
        }
    }
    let size = size.unwrap_or_default();
    let mut body = Vec::new();
    input.by_ref().take(size).read_to_end(&mut body)?;
    if u64::try_from(body.len()).is_ok_and(|read| read < size) {
        return Ok(Incoming::End);
    }
    Ok(parse(&body))
}

fn parse(body: &[u8]) -> Incoming {
    let value: Value = match serde_json::from_slice(body) {
        Ok(value) => value,
        Err(reason) => return Incoming::Malformed(error(Value::Null, &format!("this is no JSON: {reason}"))),
    };
    let id = value.get("id").cloned().unwrap_or_default();
    match serde_json::from_value(value) {
        Ok(message) => Incoming::Message(message),
        Err(_) => {
            let text = "this is neither a request nor a notification nor a response";
            Incoming::Malformed(answer(id, ErrorCode::InvalidRequest, text))
        }
    }
}

fn error(id: Value, message: &str) -> Value {
    answer(id, ErrorCode::ParseError, message)
}

fn answer(id: Value, code: ErrorCode, message: &str) -> Value {
    json!({ "jsonrpc": "2.0", "id": id, "error": { "code": code as i32, "message": message } })
}

/// Writes a value as a message; whole, whoever else writes.
///
/// # Errors
/// Where the stream fails.
pub fn write(output: &Mutex<impl Write>, value: &Value) -> io::Result<()> {
    let text = value.to_string();
    let mut output = output.lock().map_err(|_| io::Error::other("another writer has failed"))?;
    write!(output, "Content-Length: {}\r\n\r\n{text}", text.len())?;
    output.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(mut input: &[u8]) -> Vec<String> {
        let mut found = Vec::new();
        loop {
            match read(&mut input).unwrap() {
                Incoming::Message(Message::Request(request)) => found.push(request.method),
                Incoming::Message(other) => found.push(format!("{other:?}")),
                Incoming::Malformed(value) => found.push(value["error"]["code"].to_string()),
                Incoming::End => return found,
            }
        }
    }

    fn framed(body: &str) -> String {
        format!("Content-Length: {}\r\n\r\n{body}", body.len())
    }

    #[test]
    fn what_is_no_message_does_not_end_the_stream() {
        let request = framed(r#"{"jsonrpc":"2.0","id":1,"method":"a"}"#);
        for (noise, code) in [
            (framed("{"), "-32700"),
            (framed("[1]"), "-32600"),
            (framed(r#"{"id":7}"#), "-32600"),
            (framed("\u{0}"), "-32700"),
            ("Content-Length: x\r\n\r\n".to_owned(), "-32700"),
            ("Content-Length: 99999999999999999999\r\n\r\n".to_owned(), "-32700"),
        ] {
            assert_eq!(all(format!("{noise}{request}").as_bytes()), [code, "a"], "{noise}");
        }
        assert_eq!(all(format!("\r\nnoise\r\n{request}").as_bytes()), ["a"]);
        assert_eq!(all(b"Content-Length: 9\r\n\r\n{}"), [""; 0], "cut off");
    }

    #[test]
    fn headers_may_be_written_in_other_ways() {
        let text = "content-length:37\nContent-Type: application/vscode-jsonrpc; charset=utf-8\n\n";
        assert_eq!(all(format!("{text}{}", r#"{"jsonrpc":"2.0","id":1,"method":"a"}"#).as_bytes()), ["a"]);
    }

    #[test]
    fn an_answer_to_what_has_an_id_has_it_too() {
        let Incoming::Malformed(value) = parse(br#"{"id":7}"#) else { panic!("it is no message") };
        assert_eq!(value["id"], 7);
    }
}
