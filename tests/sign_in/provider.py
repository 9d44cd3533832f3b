"""An identity provider on this machine, that tells the truth or whatever a test wants it to."""

import base64
import hashlib
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SUBJECT = "attwizard", "7c9e-mina"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Provider:
    """Serves its description, its keys, and one token; `make` turns claims into the token."""

    def __init__(self):
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self.answering())
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        self.change, self.make, self.description = dict, signed, {}
        self.challenge = self.exchanged = None
        self.moved, self.elsewhere = "", []  # the address that leads elsewhere, and who went
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()

    def claims(self):
        now = int(time.time())
        true = {"iss": self.issuer, "sub": SUBJECT, "aud": CLIENT, "iat": now, "exp": now + 300}
        true |= {"amr": ["pwd", "mfa"], "acr": "high", "auth_time": now - 5}
        return {k: v for k, v in self.change(true).items() if v is not None}

    def answers(self, path, posted):
        if path == "/.well-known/openid-configuration":
            return {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
                "token_endpoint_auth_methods_supported": ["client_secret_basic"],
            } | self.description
        if path == "/keys":
            return {"keys": [public(KEY, "one")]}
        self.exchanged = {name: values[0] for name, values in parse_qs(posted).items()}
        token = self.make(self.claims())
        return {
            "access_token": "x",
            "token_type": "Bearer",
            **({"id_token": token} if token else {}),
        }

    def proved(self):
        """Whether the code was exchanged by the browser that asked for it (PKCE)."""
        verifier = self.exchanged["code_verifier"].encode()
        hashed = base64.urlsafe_b64encode(hashlib.sha256(verifier).digest()).rstrip(b"=").decode()
        return hashed == self.challenge

    def answering(provider):
        class Answering(BaseHTTPRequestHandler):
            def do_GET(self):
                self.answer("")

            def do_POST(self):
                posted = self.rfile.read(int(self.headers["Content-Length"])).decode()
                self.answer(posted)

            def answer(self, posted):
                path = urlsplit(self.path).path
                if path == provider.moved:
                    self.lead("/elsewhere")
                elif path == "/elsewhere":
                    provider.elsewhere.append(path)
                    self.send({})
                else:
                    self.send(provider.answers(path, posted))

            def lead(self, where):
                self.send_response(302)
                self.send_header("Location", where)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def send(self, answer):
                body = json.dumps(answer).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args):
                """Nothing on the terminal of the tests."""

        return Answering


def public(key, kid, alg="RS256"):
    return json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key())) | {
        "kid": kid,
        "alg": alg,
        "use": "sig",
    }


def signed(claims, *, key=KEY, kid="one", alg="RS256"):
    return jwt.encode(claims, key, algorithm=alg, headers={"kid": kid})
