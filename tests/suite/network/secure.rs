//! Certificates: whom the client believes.
#![cfg(target_os = "linux")]

use std::{
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    path::Path,
    process::Command,
    sync::Arc,
    thread,
};

use assert_cmd::cargo::cargo_bin;
use rustls::{
    ServerConfig, ServerConnection, StreamOwned,
    pki_types::{CertificateDer, PrivatePkcs8KeyDer, pem::PemObject},
};

/// A certificate for localhost that nobody vouches for, and its key; both were made for this test.
pub const CERTIFICATE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/tls/localhost.pem");
pub const KEY: &[u8] = include_bytes!("../../data/tls/localhost.key.der");

/// Listens on a free port with the certificate and serves a page to all who take it.
fn serve() -> u16 {
    let certificate = CertificateDer::from_pem_file(CERTIFICATE).expect("a certificate");
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("known versions")
        .with_no_client_auth()
        .with_single_cert(vec![certificate], PrivatePkcs8KeyDer::from(KEY).into())
        .expect("a key that fits");
    let config = Arc::new(config);
    let listener = TcpListener::bind(("0.0.0.0", 0)).expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    thread::spawn(move || listener.incoming().flatten().for_each(|stream| answer(Arc::clone(&config), stream)));
    port
}

fn answer(config: Arc<ServerConfig>, stream: TcpStream) {
    let Ok(connection) = ServerConnection::new(config) else { return };
    let mut stream = BufReader::new(StreamOwned::new(connection, stream));
    let mut line = String::new();
    while stream.read_line(&mut line).is_ok_and(|length| length > 2) {
        line.clear();
    }
    // The client may have refused the certificate and gone.
    let _ = stream.get_mut().write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\nBelieved words.");
    stream.get_mut().conn.send_close_notify();
    let _ = stream.get_mut().flush();
}

/// What `cat` says of the page, with the certificates of `trusted` as the system's.
fn cat(host: &str, port: u16, trusted: &Path) -> (Option<i32>, String) {
    let address = format!("https://{host}:{port}/");
    let mut command = Command::new(cargo_bin!("newsprint"));
    let output = command.args(["cat", &address]).env("SSL_CERT_FILE", trusted).output().expect("the program starts");
    (output.status.code(), String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned())
}

#[test]
fn a_server_is_believed_only_with_a_certificate_that_the_system_vouches_for() {
    let port = serve();
    let (code, told) = cat("localhost", port, Path::new(CERTIFICATE));
    assert!(code == Some(0) && told.contains("Believed words."), "{told}");

    let none = tempfile::NamedTempFile::new().expect("a file");
    let (code, told) = cat("localhost", port, none.path());
    assert!(code == Some(1) && told.contains("no secure connection: the server's certificate"), "{told}");

    let (code, told) = cat("127.0.0.2", port, Path::new(CERTIFICATE));
    assert!(code == Some(1) && told.contains("no secure connection: the server's certificate"), "{told}");
}
