/// The ways in which a file's bytes may hold text.
enum ByteViews {
    /// Scalars read from bytes, with the byte each began at.
    struct View {
        var scalars: [UInt32] = []
        var offsets: [Int32] = []

        mutating func append(_ scalar: UInt32, _ offset: Int) {
            scalars.append(scalar)
            offsets.append(Int32(offset))
        }
    }

    /// The names in every view, by their place in the bytes.
    static func finds(in bytes: [UInt8], _ scanner: LeakScanner) -> [(LeakFind, Leak.Form)] {
        var found = finds(in: plain(bytes[...]), .plain, scanner)
        if bytes.contains(0) {
            for start in 0..<2 { found += finds(in: utf16(bytes, from: start), .utf16, scanner) }
        }
        for run in Base64.runs(in: bytes) {
            let decoded = Base64.decoded(bytes[run])
            for (find, _) in finds(in: plain(decoded.bytes[...]), .base64, scanner) {
                let place = run.lowerBound + Int(decoded.offsets[find.range.lowerBound])
                found.append(
                    (
                        LeakFind(range: place..<place + 1, replacement: find.replacement, rule: find.rule),
                        .base64
                    ))
            }
        }
        found.sort { $0.0.range.lowerBound < $1.0.range.lowerBound }
        return found
    }

    private static func finds(in view: View, _ form: Leak.Form, _ scanner: LeakScanner) -> [(
        LeakFind, Leak.Form
    )] {
        scanner.finds(in: ReadText(scalars: view.scalars)).map { find in
            let start = Int(view.offsets[find.range.lowerBound])
            let end = Int(view.offsets[find.range.upperBound - 1]) + 1
            return (LeakFind(range: start..<end, replacement: find.replacement, rule: find.rule), form)
        }
    }

    /// UTF-8 where it is valid, single bytes where it is not.
    ///
    /// `=FC` and `\u00fc` are read as what they stand for. Percent-encoding is read where words are cut.
    static func plain(_ bytes: ArraySlice<UInt8>) -> View {
        var view = View()
        view.scalars.reserveCapacity(bytes.count)
        view.offsets.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let start = index
            if let (scalar, end) = escaped(bytes, at: index) {
                index = end
                if let scalar { view.append(scalar, start - bytes.startIndex) }
            } else {
                let (scalar, end) = scalar(bytes, at: index) { bytes, index in
                    index < bytes.endIndex ? (bytes[index], index + 1) : nil
                }
                view.append(scalar, start - bytes.startIndex)
                index = end
            }
        }
        return view
    }

    /// What an escape at `index` stands for; no scalar for the soft line break of quoted-printable.
    private static func escaped(_ bytes: ArraySlice<UInt8>, at index: Int) -> (scalar: UInt32?, end: Int)? {
        if bytes[index] == UInt8(ascii: "=") {
            if let end = softBreak(bytes, at: index) { return (nil, end) }
            guard quoted(bytes, at: index) != nil else { return nil }
            let (scalar, end) = scalar(bytes, at: index, byte: quoted)
            return (scalar, end)
        }
        guard bytes[index] == UInt8(ascii: "\\"), index + 5 < bytes.endIndex,
            bytes[index + 1] | 0x20 == UInt8(ascii: "u")
        else { return nil }
        var value: UInt32 = 0
        for digit in bytes[index + 2...index + 5] {
            guard let hex = Scalars.hexValue(UInt32(digit)) else { return nil }
            value = value << 4 | hex
        }
        return (value, index + 6)
    }

    private static func softBreak(_ bytes: ArraySlice<UInt8>, at index: Int) -> Int? {
        guard index + 1 < bytes.endIndex else { return nil }
        if bytes[index + 1] == 0x0A { return index + 2 }
        return bytes[index + 1] == 0x0D && index + 2 < bytes.endIndex && bytes[index + 2] == 0x0A
            ? index + 3 : nil
    }

    /// A byte written as `=FC`.
    private static func quoted(_ bytes: ArraySlice<UInt8>, at index: Int) -> (UInt8, Int)? {
        guard index + 2 < bytes.endIndex, bytes[index] == UInt8(ascii: "="),
            let high = Scalars.hexValue(UInt32(bytes[index + 1])),
            let low = Scalars.hexValue(UInt32(bytes[index + 2]))
        else { return nil }
        return (UInt8(high << 4 | low), index + 3)
    }

    /// The scalar whose first byte is at `index`, read by `byte`; a byte that begins none stands for itself.
    private static func scalar(
        _ bytes: ArraySlice<UInt8>, at index: Int, byte: (ArraySlice<UInt8>, Int) -> (UInt8, Int)?
    ) -> (UInt32, Int) {
        guard let (first, second) = byte(bytes, index) else { return (UInt32(bytes[index]), index + 1) }
        guard first >= 0xC2, first < 0xF5 else { return (UInt32(first), second) }
        let more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1
        var value = UInt32(first) & (0x3F >> UInt32(more))
        var next = second
        for _ in 0..<more {
            guard let (byte, end) = byte(bytes, next), byte & 0xC0 == 0x80 else {
                return (UInt32(first), second)
            }
            value = value << 6 | UInt32(byte & 0x3F)
            next = end
        }
        return (value, next)
    }

    /// 16-bit units from a place on, low byte first.
    ///
    /// Text with the high byte first is read by the other start, as
    /// far as its letters are those of Latin-1.
    static func utf16(_ bytes: [UInt8], from start: Int) -> View {
        var view = View()
        var index = start
        while index + 1 < bytes.count {
            view.append(UInt32(bytes[index]) | UInt32(bytes[index + 1]) << 8, index)
            index += 2
        }
        return view
    }
}

/// Base64 as e-mails hold it.
enum Base64 {
    private static let leastLength = 16

    private static func value(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x41...0x5A: byte - 0x41
        case 0x61...0x7A: byte - 0x61 + 26
        case 0x30...0x39: byte - 0x30 + 52
        case 0x2B, 0x2D: 62
        case 0x2F, 0x5F: 63
        default: nil
        }
    }

    /// Runs of base64 over one or more lines.
    static func runs(in bytes: [UInt8]) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        var index = 0
        while index < bytes.count {
            let start = index
            while index < bytes.count, value(bytes[index]) != nil { index += 1 }
            guard index - start >= leastLength else {
                index = max(index, start + 1)
                continue
            }
            // Lines of an e-mail's part go on after a line end.
            if let last = runs.last, isLineEnd(bytes[last.upperBound..<start]),
                last.count % 4 == 0 || last.count > 60
            {
                runs[runs.count - 1] = last.lowerBound..<index
            } else {
                runs.append(start..<index)
            }
        }
        return runs
    }

    private static func isLineEnd(_ bytes: ArraySlice<UInt8>) -> Bool {
        !bytes.isEmpty && bytes.count < 3 && bytes.allSatisfy { $0 == 0x0A || $0 == 0x0D }
    }

    /// The bytes a run stands for, and where in the run each begins.
    static func decoded(_ run: ArraySlice<UInt8>) -> (bytes: [UInt8], offsets: [Int32]) {
        var bytes: [UInt8] = []
        var offsets: [Int32] = []
        var bits: UInt32 = 0
        var count = 0
        for index in run.indices {
            guard let value = value(run[index]) else { continue }
            bits = bits << 6 | UInt32(value)
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
                offsets.append(Int32(index - run.startIndex))
            }
        }
        return (bytes, offsets)
    }
}
