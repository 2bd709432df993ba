/// Three-way merge of `study.yaml`, which people edit: by its keys at the left margin, and lists by their items.
enum BlockMerge {
    /// The text, with the keys that both changed.
    static func merged(
        base: [UInt8], left: [UInt8], right: [UInt8]
    ) -> (bytes: [UInt8], contested: [String]) {
        let (was, mine, theirs) = (blocks(base), blocks(left), blocks(right))
        var sides = ThreeWay(base: was.texts, left: mine.texts, right: theirs.texts, prefersLeft: true)
        var texts = sides.pick { $0 }
        var contested: [String] = []
        for key in sides.contested {
            if key == "nonce" { continue }
            if key == "members",
                let list = members(was.texts[key], mine.texts[key], theirs.texts[key])
            {
                texts[key] = list.text
                contested += list.contested
            } else if let list = items(was.texts[key], mine.texts[key], theirs.texts[key]) {
                texts[key] = list
            } else {
                contested.append(key)
            }
        }
        if let one = mine.texts["nonce"], let other = theirs.texts["nonce"], one != other {
            texts["nonce"] = "nonce: \"\(FileMerge.nonce(one, other))\"\n"
        }
        let order = mine.keys + theirs.keys.filter { !mine.keys.contains($0) }
        return (Array(order.compactMap { texts[$0] }.joined().utf8), contested)
    }

    private static func blocks(_ bytes: [UInt8]) -> (keys: [String], texts: [String: String]) {
        var keys: [String] = []
        var texts: [String: String] = [:]
        for line in String(decoding: bytes, as: UTF8.self).split(
            separator: "\n", omittingEmptySubsequences: false)
        {
            let isKey = line.first.map { $0.isLetter } ?? false
            if isKey || keys.isEmpty { keys.append(String(line.prefix { $0 != ":" })) }
            texts[keys[keys.count - 1], default: ""] += line + "\n"
        }
        // The last line end splits off an empty line.
        if let last = keys.last, texts[last]?.hasSuffix("\n\n") == true || texts[last] == "\n" {
            texts[last]?.removeLast()
        }
        return (keys, texts)
    }

    /// The team merged by its members; `nil` where it is written in another form.
    private static func members(
        _ base: String?, _ left: String?, _ right: String?
    ) -> (text: String, contested: [String])? {
        guard let base = base.flatMap(list), let left = left.flatMap(list), let right = right.flatMap(list),
            left.head == right.head,
            let merged = MembersMerge.merged(base: base.items, left: left.items, right: right.items)
        else { return nil }
        return (left.head + merged.items.joined(), merged.contested)
    }

    /// A list merged by its items; `nil` where it is none.
    private static func items(_ base: String?, _ left: String?, _ right: String?) -> String? {
        guard let base, let left, let right else { return nil }
        let parts = [base, left, right].map(list)
        guard let was = parts[0], let mine = parts[1], let theirs = parts[2], mine.head == theirs.head else {
            return nil
        }
        let sides = ThreeWay(base: was.items, left: mine.items, right: theirs.items, prefersLeft: true)
        return mine.head + sides.union { $0 }.joined()
    }

    /// A block's first line, and its items with the lines that belong to each.
    private static func list(_ block: String) -> (head: String, items: [String])? {
        let lines = block.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map {
            String($0) + "\n"
        }
        guard lines.count > 1, let indent = lines[1].firstIndex(of: "-").map({ lines[1][..<$0] }),
            indent.allSatisfy({ $0 == " " })
        else { return nil }
        var items: [String] = []
        for line in lines.dropFirst() {
            if line.hasPrefix("\(indent)- ") {
                items.append(line)
            } else if items.isEmpty {
                return nil
            } else {
                items[items.count - 1] += line
            }
        }
        return (lines[0], items)
    }
}
