//! Feeds as servers pack and carry them: gzip, brotli, zstd, HTTP/2.

use std::{io::Write, path::Path, process::Command, sync::Arc, thread};

use assert_cmd::cargo::cargo_bin;
use rustls::{
    ServerConfig,
    pki_types::{CertificateDer, PrivatePkcs8KeyDer, pem::PemObject},
};
use tokio_rustls::TlsAcceptor;

use super::{
    ask, fetched, named,
    secure::{CERTIFICATE, KEY},
    server::{Server, closing},
};

fn gzip(plain: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(plain).and_then(|()| packer.finish()).expect("memory never fails")
}

/// A stream of brotli with one block that is not compressed (RFC 7932, section 9.2): the least that a decoder must know.
fn brotli(plain: &[u8]) -> Vec<u8> {
    let head = (u32::try_from(plain.len() - 1).expect("short") << 4 | 1 << 20).to_le_bytes();
    [&head[..3], plain, &[3]].concat()
}

#[test]
fn a_body_comes_in_every_packing_that_is_asked_for() {
    let plain = "<rss><channel><title>Tide</title></channel></rss>".repeat(9);
    let body = plain.clone();
    let server = Server::start(move |asked, out| {
        assert!(asked.contains("accept-encoding: gzip, deflate, br, zstd"), "{asked}");
        let (name, packed) = match asked.split(' ').nth(1) {
            Some("/gzip") => ("gzip", gzip(body.as_bytes())),
            Some("/br") => ("br", brotli(body.as_bytes())),
            _ => ("zstd", zstd::encode_all(body.as_bytes(), 3).expect("packed")),
        };
        closing(out, "200 OK", &format!("Content-Encoding: {name}\r\n"), &packed);
    });
    for path in ["/gzip", "/br", "/zstd"] {
        assert_eq!(fetched(ask(&named(&server.url(path)))).bytes, plain.as_bytes(), "{path}");
    }
}

/// A server that speaks HTTP/2 and nothing else; gives its port.
fn serve_h2() -> u16 {
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("known versions")
        .with_no_client_auth()
        .with_single_cert(
            vec![CertificateDer::from_pem_file(CERTIFICATE).expect("a certificate")],
            PrivatePkcs8KeyDer::from(KEY).into(),
        )
        .expect("a key that fits");
    config.alpn_protocols = vec![b"h2".to_vec()];
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    listener.set_nonblocking(true).expect("a socket");
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener).expect("a socket");
            while let Ok((stream, _)) = listener.accept().await {
                let Ok(stream) = acceptor.accept(stream).await else { continue };
                let Ok(mut connection) = h2::server::handshake(stream).await else { continue };
                while let Some(Ok((_, mut respond))) = connection.accept().await {
                    let Ok(mut body) = respond.send_response(http::Response::new(()), false) else { continue };
                    let _ = body.send_data("Words over HTTP/2.".into(), true);
                }
            }
        });
    });
    port
}

#[test]
fn a_server_that_speaks_http_2_alone_is_understood() {
    let address = format!("https://localhost:{}/", serve_h2());
    let mut command = Command::new(cargo_bin!("newsprint"));
    let output =
        command.args(["cat", &address]).env("SSL_CERT_FILE", Path::new(CERTIFICATE)).output().expect("the program starts");
    assert!(String::from_utf8_lossy(&output.stdout).contains("Words over HTTP/2."), "{output:?}");
}
