import Foundation
import StudyAPI
import StudyClient
import StudyModel
import Synchronization

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#endif

/// A socket with a thread behind it that answers every request as it is told to.
final class FakeDaemon: Sendable {
    struct Request: Sendable {
        var method: String
        var target: String
        var fields: [String: String]
        var body: [UInt8]

        var text: String { String(decoding: body, as: UTF8.self) }
    }

    /// What it sends back, piece by piece, before it hangs up.
    typealias Answer = @Sendable (Request) -> [String]

    let folder: String
    let socket: String
    private let seen = Seen()

    private final class Seen: Sendable {
        let requests = Mutex<[Request]>([])
    }

    init(answer: @escaping Answer) throws {
        folder = try Scratch.folder()
        socket = folder + "/rir.sock"
        let descriptor = try Self.listen(at: socket)
        // Serves until the tests end, so that no other test gets the descriptor meanwhile.
        Thread.detachNewThread { [seen] in Self.serve(descriptor, seen, answer) }
    }

    var requests: [Request] { seen.requests.withLock { $0 } }

    private static func listen(at path: String) throws -> Int32 {
        #if canImport(Darwin)
        let descriptor = Darwin.socket(AF_UNIX, SOCK_STREAM, 0)
        #else
        let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        #endif
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let bound = withUnsafePointer(to: address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard bound == 0, chmod(path, 0o600) == 0 else { throw POSIXError(.EADDRINUSE) }
        #if canImport(Darwin)
        guard Darwin.listen(descriptor, 16) == 0 else { throw POSIXError(.EADDRINUSE) }
        #else
        guard Glibc.listen(descriptor, 16) == 0 else { throw POSIXError(.EADDRINUSE) }
        #endif
        return descriptor
    }

    private static func serve(_ descriptor: Int32, _ seen: Seen, _ answer: Answer) {
        while true {
            let peer = accept(descriptor, nil, nil)
            guard peer >= 0 else { return }
            if let request = read(from: peer) {
                seen.requests.withLock { $0.append(request) }
                for piece in answer(request) { _ = send(piece, to: peer) }
            }
            close(peer)
        }
    }

    private static func send(_ text: String, to peer: Int32) -> Bool {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { buffer in
                #if canImport(Darwin)
                Darwin.send(peer, buffer.baseAddress, buffer.count, 0)
                #else
                Glibc.send(peer, buffer.baseAddress, buffer.count, Int32(MSG_NOSIGNAL))
                #endif
            }
            guard count > 0 else { return false }
            bytes = bytes.dropFirst(count)
        }
        return true
    }

    private static func read(from peer: Int32) -> Request? {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            if let request = parse(bytes) { return request }
            let count = recv(peer, &buffer, buffer.count, 0)
            guard count > 0 else { return nil }
            bytes += buffer[..<count]
        }
    }

    /// A whole request, or `nil` while some of it is missing.
    private static func parse(_ bytes: [UInt8]) -> Request? {
        let data = Data(bytes)
        guard let end = data.range(of: Data("\r\n\r\n".utf8)) else { return nil }
        let lines = String(decoding: data[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
        let words = lines[0].split(separator: " ").map(String.init)
        var fields: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
            fields[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces)
        }
        let rest = Array(data[end.upperBound...])
        var body = rest
        if fields["transfer-encoding"] == "chunked" {
            guard let whole = dechunk(rest) else { return nil }
            body = whole
        } else if let length = fields["content-length"].flatMap(Int.init), rest.count < length {
            return nil
        }
        return Request(method: words[0], target: words[1], fields: fields, body: body)
    }

    private static func dechunk(_ bytes: [UInt8]) -> [UInt8]? {
        var rest = bytes[...]
        var body: [UInt8] = []
        while let feed = rest.firstIndex(of: UInt8(ascii: "\n")) {
            let line = String(decoding: rest[..<feed], as: UTF8.self).trimmingCharacters(in: .whitespaces)
            guard let size = Int(line.filter { $0.isHexDigit }, radix: 16) else { return nil }
            rest = rest[(feed + 1)...]
            guard rest.count >= size + 2 else { return nil }
            body += rest.prefix(size)
            rest = rest.dropFirst(size + 2)
            if size == 0 { return body }
        }
        return nil
    }
}

extension FakeDaemon {
    /// An answer with a length.
    static func json(_ value: some Encodable, status: Int = 200) throws -> String {
        let body = String(decoding: try WireJSON.encode(value), as: UTF8.self)
        return """
            HTTP/1.1 \(status) X\r
            content-type: application/json\r
            \(APIVersion.header): \(APIVersion.current)\r
            content-length: \(body.utf8.count)\r
            \r
            \(body)
            """
    }

    /// An answer of events, in chunks.
    static func events(_ events: [(name: String, data: String)]) -> [String] {
        let head = [
            "HTTP/1.1 200 OK", "content-type: text/event-stream", "transfer-encoding: chunked",
            "\(APIVersion.header): 1", "\r\n",
        ].joined(separator: "\r\n")
        let chunks = events.map { event in
            let text = "event: \(event.name)\ndata: \(event.data)\n\n"
            return String(text.utf8.count, radix: 16) + "\r\n\(text)\r\n"
        }
        return [head] + chunks + ["0\r\n\r\n"]
    }
}

/// Folders for tests, gone when the tests end.
enum Scratch {
    private static let root: String = {
        let path = "/tmp/rir-tests-\(getpid())"
        mkdir(path, 0o700)
        atexit { try? FileManager.default.removeItem(atPath: "/tmp/rir-tests-\(getpid())") }
        return path
    }()

    /// A new folder that only we can open, with a short path, as sockets need.
    static func folder() throws -> String {
        var template = Array((root + "/XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else { throw POSIXError(.EACCES) }
        let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return Paths.real(path) ?? path
    }

    /// A folder that looks like a study.
    static func study() throws -> String {
        let folder = try folder()
        try Data("title: x\n".utf8).write(to: URL(fileURLWithPath: folder + "/study.yaml"))
        try FileManager.default.createDirectory(atPath: folder + "/.rir", withIntermediateDirectories: false)
        return folder
    }

    static func write(_ text: String, to path: String) throws {
        let folder = (path as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }
}
