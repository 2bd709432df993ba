/// Latin letters with accents, strokes and ligatures, and the plain letters they are compared as.
///
/// From the compatibility decompositions of Unicode 15 without marks; letters with a stroke by hand.
enum LatinFold {
    private static let groups: [(plain: String, letters: String)] = [
        ("a", "ÀÁÂÃÄÅàáâãäåĀāĂăĄąǍǎǞǟǠǡǺǻȀȁȂȃȦȧḀḁẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặＡａ"),
        ("ae", "ÆæǢǣǼǽ"),
        ("b", "ḂḃḄḅḆḇＢｂ"),
        ("c", "ÇçĆćĈĉĊċČčḈḉＣｃ"),
        ("d", "ÐðĎďĐđḊḋḌḍḎḏḐḑḒḓＤｄ"),
        ("dz", "ǄǅǆǱǲǳ"),
        ("e", "ÈÉÊËèéêëĒēĔĕĖėĘęĚěƏȄȅȆȇȨȩḔḕḖḗḘḙḚḛḜḝẸẹẺẻẼẽẾếỀềỂểỄễỆệＥｅ"),
        ("f", "ƑƒḞḟＦｆ"),
        ("ff", "ﬀ"),
        ("ffi", "ﬃ"),
        ("ffl", "ﬄ"),
        ("fi", "ﬁ"),
        ("fl", "ﬂ"),
        ("g", "ĜĝĞğĠġĢģǦǧǴǵḠḡＧｇ"),
        ("h", "ĤĥĦħȞȟḢḣḤḥḦḧḨḩḪḫẖＨｈ"),
        ("i", "ÌÍÎÏìíîïĨĩĪīĬĭĮįİıǏǐȈȉȊȋḬḭḮḯỈỉỊịＩｉ"),
        ("ij", "Ĳĳ"),
        ("j", "ĴĵǰＪｊ"),
        ("k", "ĶķĸǨǩḰḱḲḳḴḵＫｋ"),
        ("l", "ĹĺĻļĽľŁłḶḷḸḹḺḻḼḽＬｌ"),
        ("lj", "Ǉǈǉ"),
        ("m", "ḾḿṀṁṂṃＭｍ"),
        ("n", "ÑñŃńŅņŇňŊŋǸǹṄṅṆṇṈṉṊṋＮｎ"),
        ("nj", "Ǌǋǌ"),
        ("o", "ÒÓÔÕÖØòóôõöøŌōŎŏŐőƠơǑǒǪǫǬǭǾǿȌȍȎȏȪȫȬȭȮȯȰȱṌṍṎṏṐṑṒṓỌọỎỏỐốỒồỔổỖỗ"),
        ("o", "ỘộỚớỜờỞởỠỡỢợＯｏ"),
        ("oe", "Œœ"),
        ("p", "ṔṕṖṗＰｐ"),
        ("q", "Ｑｑ"),
        ("r", "ŔŕŖŗŘřȐȑȒȓṘṙṚṛṜṝṞṟＲｒ"),
        ("s", "ŚśŜŝŞşŠšſȘșṠṡṢṣṤṥṦṧṨṩẛＳｓ"),
        ("ss", "ßẞ"),
        ("st", "ﬅﬆ"),
        ("t", "ŢţŤťŦŧȚțṪṫṬṭṮṯṰṱẗＴｔ"),
        ("th", "Þþ"),
        ("u", "ÙÚÛÜùúûüŨũŪūŬŭŮůŰűŲųƯưǓǔǕǖǗǘǙǚǛǜȔȕȖȗṲṳṴṵṶṷṸṹṺṻỤụỦủỨứỪừỬửỮữỰự"),
        ("u", "Ｕｕ"),
        ("v", "ṼṽṾṿＶｖ"),
        ("w", "ŴŵẀẁẂẃẄẅẆẇẈẉẘＷｗ"),
        ("x", "ẊẋẌẍＸｘ"),
        ("y", "ÝýÿŶŷŸȲȳẎẏẙỲỳỴỵỶỷỸỹＹｙ"),
        ("z", "ŹźŻżŽžẐẑẒẓẔẕＺｚ"),
    ]

    private static let first: UInt32 = 0xC0
    private static let last: UInt32 = 0xFF5A

    /// For each scalar from ``first`` on, the index of its plain letters and 0 for none.
    private static let table: (indices: [UInt8], plains: [[UInt8]]) = {
        var indices = [UInt8](repeating: 0, count: Int(last - first) + 1)
        var plains: [[UInt8]] = [[]]
        for group in groups {
            plains.append(Array(group.plain.utf8))
            for letter in group.letters.unicodeScalars {
                indices[Int(letter.value - first)] = UInt8(plains.count - 1)
            }
        }
        return (indices, plains)
    }()

    /// The plain lower-case letters a scalar is compared as, or none for a scalar that is no Latin letter.
    static func plain(_ scalar: UInt32) -> [UInt8] {
        guard scalar >= first, scalar <= last else { return [] }
        let (indices, plains) = table
        return plains[Int(indices[Int(scalar - first)])]
    }
}
