/// One request of HTTP/1.1 as it came, whole.
struct Call: Equatable {
    var method: String
    /// What was asked for, without a scheme and a host.
    var path: String
    var body: [UInt8]
    /// Whether the connection ends with the answer.
    var closes: Bool
}

/// What is answered to a ``Call``.
struct Answer: Equatable {
    static let text = "text/plain; charset=utf-8"

    var status: Int
    var type = Answer.text
    var body: [UInt8]
    /// The methods that would have been right.
    var allow: String?

    init(status: Int, type: String = Answer.text, body: String, allow: String? = nil) {
        self.init(status: status, type: type, bytes: Array(body.utf8), allow: allow)
    }

    init(status: Int, type: String = Answer.text, bytes: [UInt8], allow: String? = nil) {
        self.status = status
        self.type = type
        self.body = bytes
        self.allow = allow
    }

    /// The answer as it is sent.
    ///
    /// - Parameters:
    ///   - closes: Whether the connection ends with it.
    ///   - withBody: False for `HEAD`, which is told how long the body would be.
    func bytes(closes: Bool, withBody: Bool = true) -> [UInt8] {
        var lines = [
            "HTTP/1.1 \(status) \(Self.reasons[status] ?? "Answer")", "Content-Type: \(type)",
            "Content-Length: \(body.count)", "X-Content-Type-Options: nosniff", "Cache-Control: no-store",
        ]
        if let allow { lines.append("Allow: \(allow)") }
        if closes { lines.append("Connection: close") }
        return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + (withBody ? body : [])
    }

    private static let reasons = [
        200: "OK", 400: "Bad Request", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed",
        408: "Request Timeout", 409: "Conflict", 413: "Content Too Large", 417: "Expectation Failed",
        422: "Unprocessable Content", 431: "Request Header Fields Too Large", 501: "Not Implemented",
        503: "Service Unavailable", 505: "HTTP Version Not Supported",
    ]
}
