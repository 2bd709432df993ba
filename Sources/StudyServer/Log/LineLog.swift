package import Logging
import StudyModel

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Writes log messages as one line of JSON each:
/// `{"t":...,"level":...,"label":...,"message":...,<metadata>}`.
///
/// The line goes to the log file, and to standard error where somebody reads it. What is logged names things
/// by id; record text, titles and people's names are never passed in.
package struct LineLog: LogHandler {
    package var logLevel: Logger.Level
    package var metadata: Logger.Metadata = [:]
    private let label: String
    private let file: LogFile?
    private let echoes: Bool

    /// - Parameters:
    ///   - file: Where lines go; without it they are not kept.
    ///   - echoes: Whether lines go to standard error too.
    package init(label: String, level: Logger.Level, file: LogFile?, echoes: Bool) {
        self.label = label
        logLevel = level
        self.file = file
        self.echoes = echoes
    }

    /// The level `RIR_LOG` names; `info` without it or for a name that is no level.
    package static func level(environment: [String: String]) -> Logger.Level {
        environment["RIR_LOG"].flatMap { Logger.Level(rawValue: $0.lowercased()) } ?? .info
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        let text = Self.line(
            at: Self.now(), level: event.level, label: label, message: event.message.description,
            metadata: metadata.merging(event.metadata ?? [:]) { $1 }, error: event.error
        )
        file?.append(text)
        if echoes { Self.echo(text) }
    }

    /// The line of one message, without its line end.
    static func line(
        at time: String, level: Logger.Level, label: String, message: String, metadata: Logger.Metadata,
        error: (any Error)?
    ) -> String {
        var pairs = [("t", time), ("level", level.rawValue), ("label", label), ("message", message)]
        pairs += metadata.sorted { $0.key < $1.key }.map { ($0.key, $0.value.description) }
        if let error { pairs.append(("error", String(describing: error))) }
        let body = pairs.map { "\(JSONText.quoted($0.0)):\(JSONText.quoted(String($0.1.prefix(500))))" }
        return "{" + body.joined(separator: ",") + "}"
    }

    private static func echo(_ text: String) {
        let bytes = Array((text + "\n").utf8)
        _ = bytes.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
    }

    private static func now() -> String {
        let milliseconds = Int(Date().timeIntervalSince1970 * 1000)
        let stamp = Timestamp(secondsSinceEpoch: milliseconds / 1000).rawValue.dropLast()
        return "\(stamp).\((milliseconds % 1000).padded(to: 3))Z"
    }
}
