/// Writes and reads a memo as `memos/<member>/YYYY/MM/DD/<id>.md` holds it (format.md §13): front matter between two
/// `---` lines, then the body.
///
/// The written form is canonical: fixed key order, one key a line, the links last, each on a line of its own. The
/// reader takes exactly that form.
package enum MemoText {
    /// The whole file.
    package static func text(of memo: Memo) -> String {
        var lines = [
            "---", "memo: \(memo.id.rawValue)", "kind: \(memo.kind.rawValue)",
            "title: \(JSONText.quoted(memo.title))", "version: \(memo.version)",
            "written-by: \(memo.written.by.rawValue)", "written-at: \(memo.written.at.rawValue)",
            "changed-by: \(memo.changed.by.rawValue)", "changed-at: \(memo.changed.at.rawValue)",
            "nonce: \(memo.nonce)", memo.links.isEmpty ? "links: []" : "links:",
        ]
        lines += memo.links.map { Self.item + $0.line }
        return (lines + ["---"]).joined(separator: "\n") + "\n" + memo.body
    }

    /// What a line of a link begins with.
    private static let item = "  - "

    /// Whose memo lies at a study path, and which; `nil` for any other path.
    package static func owner(ofPath path: some StringProtocol) -> (member: MemberID, memo: MemoID)? {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "memos", parts[5].hasSuffix(".md"),
            let member = MemberID(rawValue: String(parts[1])),
            CalendarDay(rawValue: parts[2...4].joined(separator: "-")) != nil,
            let memo = MemoID(rawValue: String(parts[5].dropLast(3)))
        else { return nil }
        return (member, memo)
    }

    /// Reads a canonical file.
    ///
    /// - Throws: ``PeopleTextFailure`` with the line or the field that is not as the format says.
    package static func memo(from bytes: [UInt8]) throws(PeopleTextFailure) -> Memo {
        guard bytes.count <= Memo.largest, String(validating: bytes, as: UTF8.self) != nil else {
            throw PeopleTextFailure(line: nil, reason: "The file is too large or not UTF-8.")
        }
        let parts = try parts(of: bytes)
        let fields = try fields(in: parts.head)
        let memo = Memo(
            id: try fields.one("memo") { MemoID(rawValue: $0) },
            kind: try fields.one("kind") { Memo.Kind(rawValue: $0) },
            title: try fields.one("title") { $0 }, links: try links(parts.links, of: bytes),
            body: String(decoding: bytes[parts.body...], as: UTF8.self),
            written: try fields.provenance("written"), changed: try fields.provenance("changed"),
            version: try fields.one("version") { Int($0) },
            nonce: try fields.one("nonce") { FrontMatter.isNonce($0) ? $0 : nil })
        if let problem = memo.problem { throw PeopleTextFailure(line: nil, reason: problem) }
        try FieldLines.check(bytes, is: text(of: memo))
        return memo
    }

    /// The lines of a file: those with a key as bytes, those of links with their numbers from 1, and where the body
    /// begins.
    private static func parts(
        of bytes: [UInt8]
    ) throws(PeopleTextFailure) -> (head: [UInt8], links: [(number: Int, line: Range<Int>)], body: Int) {
        let fence = Array("---".utf8)
        let lines = Bytes.lines(bytes)
        guard let first = lines.first, bytes[first].elementsEqual(fence),
            let end = lines.indices.dropFirst().first(where: { bytes[lines[$0]].elementsEqual(fence) })
        else {
            throw PeopleTextFailure(line: 1, reason: "The front matter between two lines '---' is missing.")
        }
        var head: [UInt8] = []
        var links: [(number: Int, line: Range<Int>)] = []
        for index in 1..<end {
            let line = lines[index]
            if bytes[line].starts(with: item.utf8) {
                links.append((index + 1, line))
            } else {
                head += bytes[line] + [0x0A]
            }
        }
        return (head, links, min(lines[end].upperBound + 1, bytes.count))
    }

    /// The named values of the head, whose first line is the second of the file.
    private static func fields(in head: [UInt8]) throws(PeopleTextFailure) -> Fields {
        do throws(PeopleTextFailure) {
            var fields = try FieldLines.fields(in: head)
            fields.lines = fields.lines.mapValues { $0 + 1 }
            return fields
        } catch {
            throw PeopleTextFailure(line: error.line.map { $0 + 1 }, field: error.field, reason: error.reason)
        }
    }

    private static func links(
        _ lines: [(number: Int, line: Range<Int>)], of bytes: [UInt8]
    ) throws(PeopleTextFailure) -> [MemoLink] {
        var links: [MemoLink] = []
        for (number, line) in lines {
            var index = line.lowerBound + item.utf8.count
            guard case .object(let values)? = JSONValues.value(in: bytes[line], at: &index),
                index == line.upperBound
            else {
                throw PeopleTextFailure(line: number, reason: "The link is not JSON as the format says.")
            }
            links.append(try MemoLink(fields: Fields(values: values, line: number)))
        }
        return links
    }
}
