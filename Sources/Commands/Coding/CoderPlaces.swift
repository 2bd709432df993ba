import StudyClient
import StudyModel
import TerminalCoder

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Where a person left the records they code, on this computer: `.rir/coder.json`, never in git; it holds no text.
final class CoderPlaces {
    private struct Kept: Codable {
        /// The latest last.
        var places: [CoderPlace] = []
    }

    /// How many records are remembered.
    private static let most = 200

    private let study: String
    private var kept: Kept

    private var path: String { study + "/.rir/coder.json" }

    /// Reads what was kept; nothing where there is none or it can't be read, for it is only a convenience.
    init(study: String) {
        self.study = study
        let bytes = try? SourceBytes.read(study + "/.rir/coder.json").bytes
        kept = bytes.flatMap { try? WireJSON.decode(Kept.self, from: $0) } ?? Kept()
    }

    /// The record that was left last.
    var last: RecordID? { kept.places.last?.record }

    subscript(record: RecordID) -> CoderPlace? { kept.places.last { $0.record == record } }

    /// Keeps a place, whole or not at all.
    ///
    /// - Throws: `storage.failed`.
    func keep(_ place: CoderPlace) throws(StudyError) {
        kept.places.removeAll { $0.record == place.record }
        kept.places.append(place)
        kept.places = Array(kept.places.suffix(Self.most))
        let draft = try DraftFile(
            study: study, name: "coder", text: String(decoding: try WireJSON.encode(kept), as: UTF8.self))
        guard rename(draft.path, path) == 0 else {
            draft.remove()
            throw StudyError(
                .storageFailed, "'\(path)' can't be written (\(String(cString: strerror(errno)))).")
        }
    }
}
