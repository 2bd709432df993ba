/// A commit's content, to make and to read.
package struct Commit: Hashable, Sendable {
    package var tree: ObjectID
    package var parents: [ObjectID]
    /// Who and when, as git writes it: `name <address> seconds +0000`.
    package var author: String
    package var committer: String
    package var message: String
    /// The armoured signature, without a last line end.
    package var signature: String?

    package init(
        tree: ObjectID, parents: [ObjectID], author: String, committer: String, message: String,
        signature: String? = nil
    ) {
        self.tree = tree
        self.parents = parents
        self.author = author
        self.committer = committer
        self.message = message
        self.signature = signature
    }

    /// The object's bytes; without a signature these are the bytes that get signed.
    package var bytes: [UInt8] {
        var lines = ["tree \(tree.hex)"]
        for parent in parents { lines.append("parent \(parent.hex)") }
        lines.append("author \(author)")
        lines.append("committer \(committer)")
        if let signature {
            lines.append(
                "gpgsig "
                    + signature.split(separator: "\n", omittingEmptySubsequences: false).joined(
                        separator: "\n "))
        }
        return Array((lines.joined(separator: "\n") + "\n\n" + message).utf8)
    }

    /// The committer's clock, in seconds since 1970.
    package var seconds: Int {
        let words = committer.split(separator: " ")
        return words.count >= 2 ? Int(words[words.count - 2]) ?? 0 : 0
    }

    /// `key: value` lines of the message's last paragraph, in order.
    package var trailers: [(key: String, value: String)] {
        guard let last = message.paragraphs.last else { return [] }
        var pairs: [(key: String, value: String)] = []
        for line in last {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")), line.index(after: colon) < line.endIndex
            else { return [] }
            pairs.append(
                (
                    String(decoding: line[..<colon], as: UTF8.self),
                    String(decoding: line[colon...].dropFirst(2), as: UTF8.self)
                ))
        }
        return pairs
    }

    /// The paragraphs between the subject and the trailers.
    package var explanation: String? {
        let paragraphs = message.paragraphs
        guard paragraphs.count > 2 else { return nil }
        let texts = paragraphs[1..<paragraphs.count - 1].map { $0.joined(separator: [0x0A]) }
        return String(decoding: Array(texts.joined(separator: [0x0A, 0x0A])), as: UTF8.self)
    }
}

extension String {
    /// The lines of each paragraph; paragraphs have an empty line between them.
    fileprivate var paragraphs: [[Substring.UTF8View]] {
        var paragraphs: [[Substring.UTF8View]] = [[]]
        for line in utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
            if line.isEmpty {
                if paragraphs.last?.isEmpty == false { paragraphs.append([]) }
            } else {
                paragraphs[paragraphs.count - 1].append(line)
            }
        }
        return paragraphs.filter { !$0.isEmpty }
    }
}
