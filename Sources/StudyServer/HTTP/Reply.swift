import HTTPTypes
import Hummingbird
import NIOCore
import StudyAPI
import StudyModel

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The JSON of one answer.
struct Reply: Sendable {
    var json: ByteBuffer

    init(json: ByteBuffer) { self.json = json }

    init(_ value: some Encodable) throws { json = ByteBuffer(bytes: try Self.encode(value)) }

    /// Sorted keys and plain slashes, so that the same answer is always the same bytes.
    static func encode(_ value: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(value)
    }

    static func text(_ value: some Encodable) throws -> String {
        String(decoding: try encode(value), as: UTF8.self)
    }

    var text: String { String(buffer: json) }

    func response(status: HTTPResponse.Status = .ok) -> Response {
        var body = json
        body.writeString("\n")
        return Response(
            status: status, headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: body)
        )
    }
}

/// A failure on its way to the client, with what HTTP adds to it.
struct Refusal: Error {
    var error: StudyError
    var status: HTTPResponse.Status
    var headers: HTTPFields = [:]

    init(_ error: StudyError, status: HTTPResponse.Status? = nil, headers: HTTPFields = [:]) {
        self.error = error
        self.status = status ?? ReplyStatus.status(for: error.code)
        self.headers = headers
        if error.code == .versionMismatch { self.headers[.upgrade] = "rir-api/\(APIVersion.current)" }
        if error.code == .studyBusy { self.headers[.retryAfter] = "1" }
    }

    var response: Response {
        // A struct of strings always encodes; the fallback keeps the shape without a trap.
        let reply = try? Reply(FailureReply(error))
        var response = (reply ?? Reply(json: ByteBuffer(string: Self.fallback))).response(status: status)
        for field in headers { response.headers[field.name] = field.value }
        return response
    }

    private static let fallback =
        #"{"error":{"code":"internal","message":"Something went wrong."},"ok":false}"#
}

extension HTTPField.Name {
    static let apiVersion = HTTPField.Name(APIVersion.header).unsafelyUnwrapped
    static let agent = HTTPField.Name(APIVersion.agentHeader).unsafelyUnwrapped
    static let study = HTTPField.Name(APIVersion.studyHeader).unsafelyUnwrapped
}
