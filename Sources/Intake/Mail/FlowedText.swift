/// Text of `format=flowed` with its paragraphs on one line each (RFC 3676).
enum FlowedText {
    /// Joins lines that end with a space to the next, as long as both are quoted equally deep.
    ///
    /// Quote marks are kept as `>`, stuffed spaces taken out, and a signature's `-- ` is never joined.
    ///
    /// - Parameter deletingSpace: `DelSp=yes`: the space at a line's end is only there to say that it goes on.
    static func unwrapped(_ text: [UInt8], deletingSpace: Bool) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(text.count)
        var open: Int?
        for line in TextLines(text) {
            var depth = 0
            while depth < line.count, text[line.lowerBound + depth] == 0x3E { depth += 1 }
            var content = text[(line.lowerBound + depth)..<line.upperBound]
            // Stuffed: a space that protects what would look like a quote mark.
            if content.first == 0x20 { content = content.dropFirst() }
            let isSignature = content.elementsEqual("-- ".utf8)
            if open != depth || isSignature {
                if open != nil { out.append(0x0A) }
                out += Array(repeating: 0x3E, count: depth)
                if depth > 0, !content.isEmpty { out.append(0x20) }
            }
            let goesOn = content.last == 0x20 && !isSignature
            out += goesOn && deletingSpace ? content.dropLast() : content
            open = goesOn ? depth : nil
            if !goesOn { out.append(0x0A) }
        }
        return out
    }
}
