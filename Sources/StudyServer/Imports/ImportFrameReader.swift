import StudyAPI
import StudyModel

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Takes the body of an import apart as it arrives: a line of JSON, then that many bytes, again and again.
///
/// Holds at most one header line or one file.
struct ImportFrameReader {
    /// The frame whose bytes are being collected; `nil` while its header is.
    private var frame: ImportFrame?
    private var buffer: [UInt8] = []
    private var frames = 0

    /// Takes in the next bytes and returns the files that are whole now.
    ///
    /// - Throws: `request.invalid`, naming the file by its number in the body.
    mutating func read(_ bytes: ArraySlice<UInt8>) throws(StudyError) -> [(
        frame: ImportFrame, bytes: [UInt8]
    )] {
        var rest = bytes
        var files: [(frame: ImportFrame, bytes: [UInt8])] = []
        while true {
            if let frame {
                let piece = rest.prefix(frame.bytes - buffer.count)
                buffer.append(contentsOf: piece)
                rest = rest.dropFirst(piece.count)
                guard buffer.count == frame.bytes else { return files }
                files.append((frame, buffer))
                self.frame = nil
                buffer = []
            } else {
                guard try readHeader(&rest) else { return files }
            }
        }
    }

    /// Says that no more bytes come.
    ///
    /// - Throws: `request.invalid` when a frame has begun and not ended.
    func finish() throws(StudyError) {
        guard frame == nil, buffer.isEmpty else { throw failure("it ends before it is whole") }
    }

    /// Moves bytes of a header line into the buffer; true when the line was whole and ``frame`` is set.
    private mutating func readHeader(_ rest: inout ArraySlice<UInt8>) throws(StudyError) -> Bool {
        let end = rest.firstIndex(of: UInt8(ascii: "\n"))
        buffer.append(contentsOf: rest[..<(end ?? rest.endIndex)])
        rest = end.map { rest[($0 + 1)...] } ?? []
        guard buffer.count <= ImportFrame.largestHeader else {
            throw failure("its header is longer than \(ImportFrame.largestHeader) bytes")
        }
        guard end != nil else { return false }
        frames += 1
        guard let header = try? JSONDecoder().decode(ImportFrame.self, from: Data(buffer)) else {
            throw failure("its header is not the JSON it must be", number: frames)
        }
        guard !header.path.isEmpty else { throw failure("its path is empty", number: frames) }
        guard (0...ImportFrame.largestFile).contains(header.bytes) else {
            throw failure("its size is not from 0 to \(ImportFrame.largestFile) bytes", number: frames)
        }
        frame = header
        buffer = []
        buffer.reserveCapacity(min(header.bytes, 1 << 20))
        return true
    }

    private func failure(_ reason: String, number: Int? = nil) -> StudyError {
        let current = number ?? (frame == nil ? frames + 1 : frames)
        return StudyError(.requestInvalid, "The import's body is wrong at file \(current): \(reason).")
    }
}
