/// Takes the markup out of a cue's text.
///
/// Source: WebVTT §6.4. Different from it: a `<` without `>` behind it is kept as text, so that no words are
/// lost. Of SubRip's tags those in use are dropped, and `{\an8}` placements; other pointed brackets stay.
enum CueText {
    static func segments(of text: String, isSubRip: Bool = false) -> [Cue.Segment] {
        guard text.utf8.contains(where: { $0 == 0x3C || $0 == 0x26 || $0 == 0x7B }) else {
            return [Cue.Segment(speaker: nil, text: text)]
        }
        var reader = Reader(bytes: Array(text.utf8), isSubRip: isSubRip)
        return reader.read()
    }

    private struct Reader {
        let bytes: [UInt8]
        let isSubRip: Bool
        var segments: [Cue.Segment] = []
        var speaker: String?
        var text: [UInt8] = []

        mutating func read() -> [Cue.Segment] {
            var index = 0
            var last = bytes.lastIndex(of: 0x3E) ?? -1
            if isSubRip { last = max(last, bytes.lastIndex(of: 0x7D) ?? -1) }
            while index < bytes.count {
                if bytes[index] == 0x3C, index < last, let close = tagEnd(from: index) {
                    if take(tag: bytes[index + 1..<close]) {
                        index = close + 1
                        continue
                    }
                } else if isSubRip, bytes[index] == 0x7B, index + 1 < last, bytes[index + 1] == 0x5C,
                    let close = bytes[index...].firstIndex(of: 0x7D)
                {
                    index = close + 1
                    continue
                }
                text.append(bytes[index])
                index += 1
            }
            flush()
            return segments
        }

        /// The `>` that closes a tag.
        ///
        /// SubRip's tags hold no `<`, which also keeps the search short.
        func tagEnd(from index: Int) -> Int? {
            let rest = bytes[(index + 1)...]
            guard isSubRip else { return rest.firstIndex(of: 0x3E) }
            guard let found = rest.firstIndex(where: { $0 == 0x3E || $0 == 0x3C }) else { return nil }
            return bytes[found] == 0x3E ? found : nil
        }

        /// Whether the tag is markup; otherwise it stays in the text.
        mutating func take(tag: ArraySlice<UInt8>) -> Bool {
            let isEnd = tag.first == 0x2F
            let body = isEnd ? tag.dropFirst() : tag
            let name = body.prefix { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x2E }
            if isSubRip, !Self.subRipTags.contains(String(decoding: name, as: UTF8.self).lowercased()) {
                return false
            }
            guard name.elementsEqual("v".utf8) else { return true }
            flush()
            let annotation = body.dropFirst(1).drop { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A }
            let label = Entities.decoded(String(decoding: annotation, as: UTF8.self)).singleLine
            speaker = isEnd || label.isEmpty ? nil : label
            return true
        }

        static let subRipTags: Set<String> = ["i", "b", "u", "s", "font", "v", "c", "ruby", "rt"]

        mutating func flush() {
            let decoded = Entities.decoded(String(decoding: text, as: UTF8.self))
            text = []
            guard !decoded.trimmed.isEmpty || segments.isEmpty && speaker != nil else { return }
            segments.append(Cue.Segment(speaker: speaker, text: decoded))
        }
    }
}
