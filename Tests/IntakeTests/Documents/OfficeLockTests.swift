import Foundation
import StudyModel
import Testing

@testable import Intake

/// Office files with a password.
@Suite struct OfficeLockTests {
    /// A Word file of one sentence, protected as Office 2010 and later do (AES-256, SHA-512, 100,000 rounds) by another
    /// program, packed into an archive.
    private static let packed = [
        "UEsDBBQAAAAIAEl3dl2iaQMhDhcAAAAmAAABAAAAYe1YCTiUbdue7FlCkSXEkBQZ+74z9n0dW5YxGMwMM0NGipSX7JGdouyk",
        "hLJEpETeslP2LfuSpUSW/1F6v3q37+39/u/4/+84vus5zrmfez3v87qu53482lrpRzJLWEdBvzIFEDFoZ/cgiOybtgMAiL5W",
        "6L7U97Czu7v7tXn3v/YfZdsA9uJHDMSOZD+WezEnB0CxX6cESioA1ABoABwCQPslBUD0+2P+a/+Z9vX5Jd4v/078DwM4AoAB",
        "ACOAowCYADADYAHACuAYADYA7AA4ABz/b978vzBjEAa48CBOEBSEBkosiPDrV8Gf2lEQ6S9nPuUfjHkn0z59zW/wwNeSFLSf",
        "XIDtscI/s3oC7AiQE8gQ5AC0uAO/LkD9nxkYeCN9q+ev8B8E2jTpv/SRgdQAJjwAE2AHe8wIEO4H9DMDb8Cv3CR/Uf+3feYA",
        "HxZgRAJRQP8A71ejAxEd+FH9e226+32/Va8HlJ5/mZ8V4N87O/Zi+lf59/6G+MrwW34twA/OgDf+mrGBDnzWv3dekf3BmD/z",
        "v8nnnN/zvcuvcvFLRH67v+9N7G/4fy9PlPb7TAE+B4AH91kzFoT6cf2/5B/Fv0H/b/f3a/0HftF/8G/wkwHPOxbgQgEsP3r2",
        "7Nnhv+H/vVxt2u/7Pc0/EgEOgH8vn/dE/cj5k0n6w1L/LSYHQA/QDf+cBTgAzoAfBEGqnz2xl/lIoNw7owR/96T8+g1w4J/w",
        "/JFR7M91/WYNTtA/fy+IgP71Z/db/r+y3u89C7D9+Xvn6XmQOnBJg5RBokApBPyeAYmDJIC11IE7MeBO+HObCrAzNaBnr1cZ",
        "aBcGvC0MtAiBJIF97I27ANL/gbj81b3+Uaz+6L31V4wEuJSAUk7RF+XB6YPA4pAYtDxYWFAIzIlAwzFOSLSLPNjMVP2MFJgT",
        "h3dAOzl4YNAIeTABgQMrKlDKAYOwBE88MIsTWAGNkwe74vGeMhAIDu6KQDngBFFIOBaDwzjjBeEYFATj7IyEIyAiQkISkH9M",
        "BX+ZK+P5A7PdEQTolwUwWIinAw53DoN1+roQ/O8uBEdg8UigzwGPACtQcgImB/SrOeAdOHEOHngTpB+gXVgCzOnogYG7/6MK",
        "DFJB4gH1IuJAzdUB5/qlT0IM/HmVXwyO9HRFYJU9XDBYJN4VJQ9WhpqA91tVXR2Q6M8O/3qnh3FCqKqoflnxm0kmmsriwiLg",
        "z3syd/DwBpgsHUwlYK7uIsIa0tr84jgE3k0a5+IiLw/mhOwLcQJUaKHxCBdgEQLnvvcRTpooB7gOgiAP1tfW1/bSMtXw9kVq",
        "OJsbmIpJewp7CznhdUydvDwgjs4+OF1LKWUVfagjzNPES11EB6WFMhXRQThJQhEEM2Vtb7Q0IFvTx1XKydTCjB+GRqE0CJ93",
        "8B3X/n6hFmZeOp4eEBQWbq6uJSXiAUd7ietjPHy9DbzU0SgHJ0cpS0u03jkpc4geTMfPwM9DTQyP0cUY4ZQl+KEmMCcLuJCb",
        "ipaal7aLthRBUljX2VTT1Ohbvd8GFqfwSxi+a+f0xiL/5aRT+C7Ecp4yv+gF/MqJ80SiVTHeaDyQKUJ7Bv6BVPo+eX5l36XZ",
        "/25m/SnvN1mHMjGHSnpB3bBmUDUdCWMPrIO6m6jydzE3R2CBJwqB1QSItNCe3oAf0BhJpCfeWdjcFIV0k9aGixpifYz3Zv0p",
        "7e+uuL8PE0mokYqXgyVGysfXzw2H8jM2MDc0QxroohEWhqIwgpaujp+GGxrvrKftoyGBRqlZQo3Njc1UhfA6vu56Lm6qlq7K",
        "wmIGDngrDysDQ4KulpkH2snoOx1ALPfJJMX0rSRVxN3dnFWRjggviCPUCiEmKoFTcUCYnxNx1DHVNvdy9JE0MHAw+0c6fk6N",
        "7xJoP00hv8pTuW8ORoU/+ib7arL730HZkA+OKUUJPqeuj6qSbqoD2i4nTD/NPp4r0QJDyUuHH29GVt8sPwudLZaiyzijxNRN",
        "vqWL6cyOo3hxkntMNRHrdy71CgM/xjm+f03p+jJzwqu7weI2wmEP75W+1eLFWdfbbbEZxYVw3i0iH+LRSa1PCmMHJ3GFVaYO",
        "Ua7auTOdCGfK84n26jHX9rmfKkN+n8KCapbYtweSzrauGrnLKZrM72NN7F94fN5N8VBuYpRJ167lndVy2TphxLO0E1nXI9+/",
        "6J008yR+u5Qj3kdaHXRiSle8XcaKw1mcglOgJGMqI4vZt7QpGXWuZAaXWEcmjI28zge29KwzKambiHDW7vYZ4qymCXrVTOqN",
        "4ZrOzxbfMOaIC5RHZu8OvbfJ2vV67UoME3AOpmNkJHPrAm3P80rEtWGO1LUo0cf4oNYe+A9GNTl/pJN8JnuOFEOVyr778NTw",
        "GFGd+83WkJrZomaDnSUX35up1Jd6XhQ1RCdTFGRlW1vDRvLpXl6+8EKYF5kvc97VSfM4uZ6bh/PNrtfTzESuhyyV49cP3van",
        "iNQeqHiX1yqTR2PoR8FxtO7jwERkSx1oxuBlCNMWgtqftkqd+HHi7Cl9Wy7R4U0yHz6I62J/yuREEkvyKHHgefeKmAqiGUPl",
        "tY9OoaQSP0uzkaX3LMyLSEbdqsnudn7lmoBxt8HcGDKGqQcFFG7op+u3C7XJGw+/iQ17qd5TRfQ6n2+04V6BStMqNI64cWQ2",
        "CcrsxFQ+pjWlED5/xSQkyIOxaEMUXECGfUglyIS+HYgoUl+RWdbIxr97W0WRXqzt113lfPLopOYgeb6iKu2NGV/DF1SXy23O",
        "7tzy5fc7TfZagpGQL2s7raTFdPeURsuspPXhGQ7L42fu5hi0N2XHao+3EWNvaG5Bho3klCdjxzjJnqIy7AtpdNozy42XZ8bK",
        "LVTcXw4UqJxZQdRXCLb7Fow7hkffPWaDsUzTOr2WXgz24NVQ6TCI9hWvrBjLmWbMovJrUTgdPpd/iumlTju2nDWU7/FlU1aD",
        "swvn7B8YQkRiYaZ6BQwS89cvCLeIsQissIC6JQ1R7/EDFcZ9xUy5r5YEihTuYI8hCe0PAsRtyw1TjJNxHS5DNlMVC24lqnxB",
        "3RWZreXvVmDWfYVqrC/TOonZZpO4hSVjm/pDP+wadgWW3nkkF9XzQvuDSJDJcbsVlP3sgNNtz+lXoQIneq6pu2+dk+DiqDfi",
        "ZLEJg6cgGtmudDoih9MGjlr3u1wJ5aA+77Req8YusGgA9gkgajQKArFeesrY62wfrLN2IaDcKBJc8XprnX8QW87UwvOoxtqC",
        "gRoMt+iv6j5N2gYJrVAId6Ip6PMUSddWuaA69J7slC+KJwB8odBBovYkg7/SEPXdj2LdfmF3T56e8u6ZWIYNuDll6d5Psc/I",
        "xQnGi2dS3Fp9aTbwqfKZZqN4dE7XqYj0YUbhn4wxPE2B6CIDp1dMHg+m6NpGbw4mhS8/Ct9GVx2ei/tE+XRGkFViSL+vtUHj",
        "wZtph253Eh9xldXJJZ6euVLiKa6ongtdqpto5YCO0vLtAwNnZm9e2olugOl0cdcE0g3fiU7JtPUKPnY7aIS9RcWqv4eNeEae",
        "PWSKB0zL5j+KOyVsK818iFxF8BkjEyIbDWkEG9iIGwRwfDQ/glxrkqVS1LiQHbfMSfqiXshUY6c2oj5ZiJS8FWqHGpVhGIx7",
        "y292sJxtDSqQIvk+jOFInVUs85GfkOOVBFfZtdBxWPK238bJq7YCxKwFGTEpfQUtzIdCsDwfat1vTIjnlIZ/qNnJLU5sntRx",
        "jXs4sLnkWCm3ODJw/VyMNFWGhMTJiUA3B7yo6BWmJzZe+Zc104R8ir2Dneop/XMGodLX7iylKc8p8Wq+p+HqjkmJPq5EL6Nb",
        "55J4RqysehLEXD4zacTMZJd69ZHGe91rm498q7UtJFMoSfVEQ7AtKckL1ursPT3QRuPYJ2/KCyyJH6NtMgdCCyoa+5RKbK/C",
        "15VQK3EGT7QLXvcJWhN1BBrLQ9myyzg3ahJnUBUH2qJJlueRE1EaT9I+CmAEFCjfae080EPEvaGfo0cW12x2ta27CDjaJc3X",
        "eIc+7BWY4DWadRQJVLiRN/DO2F1OzRw9Ry0rXkhbYfxJJvo0djU40PeZFTO1KDbwrPGcfPhoA4/EoraZV93ThecqcuEBNFxa",
        "HFnTgmBR60X/cfPrVEcMf/ZGu5e/X2fIofmkqWOfrTwD+knQSO7ZXYvbRffP1oWe2IZt6DkP0MpCQ960eKamyux2bHgW2s/3",
        "G6aSZIYvbuLBVwMwM69prjHtLCqskPhj3FsrzHMqGGSauwY7iDqy8p5mQ8CdXIs8IYUOSmbVpTRHXTq8mQ5DVzwLX/M4zV98",
        "Vitc2b3DvGVZ18b/rDagGvxO/HzeO2o3bL/rjEMUH1hkzTjH6+JH6xkXfZF3HP6t94YfuvIVepr+dJjoRh69vDZ51P3zpL7x",
        "V2FUVU08zunVfU0tSwyHY2MC9B8TAv03Ko/fa+voa2XXeC/xaUE29kPa09qOMQizWqy/7WhbXAnnOYK5q1drdpBX5I1Ulttz",
        "2yYJxvV2c+qeZa8NQ6I0TXu6L+TSgU6Si2xuKjyOuxMmdba35Om9HpOUagnp2JEFxccn8I99rlRzNsT6spAdzS29GBFwycxR",
        "txnOaF6QyQdbC6dcEX03qnAZBiu0up58WLdEr9cohWq8RA7BaRa2ZYo6mcUq2hPtIgzzTzgaQsiTUyAY1Hccv4XYrUW8mY3u",
        "bqrdosZBDpmoufa9aDweYWVvLNfOK5vnXq7jsn6J5+GNMrrazaveJDqFhL4JeAoV0cVj5JkpFiiPHSvH3SEUGdmhRvWeqLMO",
        "Yw3Kb4hJXlKoGLFczajWEzu3bZZ3g2I+826Slw0xV0+rKbUsxtqVecIZ08dy8yNUCTZSx2a/gjicjydyn01PJmGy622Qphw8",
        "I0iQ5V0fqOucf2IJStSsmzO99/FIN767dvSUdOLDHD9VkOpqcZLH1LtrHsq0XBxBrsxNB7fnbi2hjk4T5R19JuhziHzOZN7z",
        "9tA06Ka071pHsD201irscJ2cQvh68WEB1Uq5q8rqKLVB8Pvg0VWNCEvvoX5Cxivl9wF5DXLDDxQFO8sly6RtDz0dVynByIVh",
        "YgIvVrPID/PAw3X9flo92Ox5jZg1v8Um+rmrnFKsztP+4FvNueG+bAtjTdD4KvHzsctdJ2HsWYo1AYuXTlwqUFyjTfBdTvfr",
        "gcYmTAR1ytrykNLZylXd8uoNIJZ4S8gP0noqenq4Tm3NyaifdYrJRENao4O3WknlGRwUVhPOXVngE094mMvUpUXHarVlfIs+",
        "JHUrgWY7Ynx9aatqmVvD+JZNthaaNiiAuIDMNnbzghRVaOhPFTubueDKuCIYNs8YtC4lag0Vzl3oPpg56RV9cYknTrOnjT7e",
        "KGmDSUDilccQY+7qnbbz3K8+MPajhgpUrp+EhLSNK8eaQ+L1iMLpUrTjA3HpYfxSVzGzZyLS7zEVVJbjdB4yxkS+sJ7yto11",
        "ejcR8Xz0wzAtHFXvwx1ESx3y9grdsFzqlXoDDgKSrlGqupE8SL2MxIWqoHOavG+RIyS/vNmL8WAM0+VTi/eGFWmt4pJXetLG",
        "csZEYLsCsisnwsTT009eaQsbnoC4iocWN8CuvgWpnPlU++xifm9o2XDaUrBJ9Dtzd1sPS6mO67dzdcv5nTAvn77syDzh3apy",
        "BDqUPTprcGXJJPrSbty5gvEWM8pNSL9keUxJqrXFUSNFnEpbgd2DOuRkTcQj2aIqUm8ydWyzj4b8pYuasfr1rckHEiIq7W8Z",
        "FVxJEpOIDIjlvHeRxUbbpkPuxorL2G2bm6njnHT2C1wVYdkM6mcjn1xPCHfZPu2zeJKHinF1lPsQRwNByk2tvbJfZjGec6rw",
        "9fK498zpRAVihCdXDWw5sZvXSCaB3n38EtVdFR0jtQwDA7FdT+NP10pKbz09gX9RdqKTMWf7Xr3HzyivTeaSpECnebc8PxfF",
        "Q3p3K9NBglLBnbsvTKaMifClLBhupJTCSH+LsrTiyYcrj6YJDPd3qFMGF6pEbVYIhpKlxMcY50FbVfopouW63Y+kVbxUb6Lt",
        "6U/XlibvsNQrVTx/XrZ8j1zBVBrz6fRjZ32dHp9YS1lIIbsqz6nY9MTWN3yF708czik46COYJttByGWYe6bsJs1pukYsl+XK",
        "uaIQqcx9hZTeA72byBuE6pCTriCOPpJh5/Tco3K+Qzihwnpm01C7gKx4mLbEI0u58j37VdaZB40XzPtGwdD8Y1b3jshGbrQf",
        "tOtjXbg/gx85yXW+v3esWuMMa03rVUx7PuoKZOfVA7YdNi5144mL1ZtxYu06rVOHXOWQnZKBP7uFLTirUqIN8HesBaRZPpEf",
        "bUiUS0os1exvj8otZcRHjLTA1QcDyQp1aMxWFdrqS4N9YObTV98HJrLpn1u0mVdldtmdvOPEF9nTv3rOdmPxE/PAzrV8kvZ4",
        "BLyIQZI/YBViz+JtJ04PorRoeutKfGUhc7JI3iWRh2kIl13/IOqYBnyLW/xyUoWx8wT71d2TqU23zWwfoxINYsapF+4WnrFQ",
        "KRghcHsUJdVNsT/xhdgIiwVvFZ4mfW735pVkRpogZKJbVPx5AcEMYnB/RM7UZfz8sOrzpHEoTeBoKqpag3Ru6UUaEu5yvKo4",
        "2TIPRbhtzWofKB0jOzJAUE9kgjtI55LHMSP9J9dMQyLG5mrLLpZFZL5M2/lUcdF3wd1f8Ng17CRyu92PpFE151FaTcEmGrTx",
        "uHmFKztLll087Z4ifzJrxM4UM7kzZGK9mT+VmsagsmG1KmaygSdjqbZ4N+MaS0uVUaWtTR+f1RKHyRu/xrQKLrGlncsf5ac/",
        "mK0hZmhsFjnq1c+LTpHfUk++7RIlrfjqFPWqsU68UUSx6rR+qcY4VUHaZMsl90TeABcvqNUOf8+Cu1dvVmU9+53mA/NjZ/JS",
        "ntzDfDqO6iCW4Ye2PD0kMcV85DIs6e2ixgr01Lvt95djHaK1Z0oz20amT7ielc6tsQuqarKWLGvm4M57slOvlsqQ4PkR3iU9",
        "SM7X61syUXah+hA3422+4rz5G3F+BY8Pk3KRbQ1q6/SRaB6Z66W2yLTahhaEs/v3MaxxZVAyJCjGq483bzrzHp87YF6cWp8f",
        "GgrrNS7j2+nUtCtWHMumnb0idmHMIcq+5yIHjvz1h/S8TDpDlj7iPHD8lGkxr+SA5FEhuks9sxOD4HvqLg2xzeUMj3vu9Nzt",
        "5C7YGHwQULfa1BnD97aohj9WOpwIPhOz3aCTO5ibtc7B7DIMSfkkcqdNdJVCcIcsi3zuclD3idBP8RLLpEbuxPIkFOfz2rqU",
        "uHlfidrBfectF2Vc1nIGRYOO8s/pNGdiX6U27771fRM8JRc88MRSYa4WNMEXQFB4iDI2CDiXozn84DkJbcqKg8WKlGBs3LEO",
        "fTURIznG+AhzzUA+abXrSrd0VHOPbzI2pso3P6FtuRANp+e1/kTKtxTqdfPtWJEMtmNlsItJNJ6RReE0zIaga92mosd02Sim",
        "uHaqyeoZCr+gzkm4LjFIzPTT7LVpjxk7l95M1XJ1zgdCtadRmGcHFi1aDeOPseymnW8t0BmVOUDZdXCBulMRwwVXZy+yOYNL",
        "5rtGsmwqlNnws+eIsDI+wG3VimmYOz2od8OkGTwSaaj8PEFTZEYYbGlAmRd0Azrcm8HP+EJbphUF46VtzK+9uJE4vew06102",
        "TT+pSdc5xtdMfGzdc3uCUCgBPnKz6xqlaXj0VtDts0z80rCemTf6UZZF3XOc1eKGWIR95mXtBr/XuZuK5fTr+uK5MjLpWfo9",
        "5vpPi51Yna/vvAwVJTrR8S7StMX1zUcsu0GH7cpjCi9lmQXiBQHXo5FmpMH3WfxpQCoLQsZRQhfM0mna4YpFo3jp/NXy5fGa",
        "DZ+mg4cjyI6E8EEmvPGqA4K9Zev/wr/Q/0/tfwBQSwECFAMUAAAACABJd3ZdomkDIQ4XAAAAJgAAAQAAAAAAAAAAAAAAgAEA",
        "AAAAYVBLBQYAAAAAAQABAC8AAAAtFwAAAAA=",
    ].joined()

    private static func protected() throws -> [UInt8] {
        let archive = [UInt8](try #require(Data(base64Encoded: packed)))
        return try #require(try ZipFile(archive, path: "fixture").bytes(of: "a"))
    }

    private static func source(_ bytes: [UInt8], _ path: String, _ password: String?) async -> IntakeSource {
        let tools = await DocumentTools.find()
        return IntakeSource(path: path, bytes: bytes, tools: tools, password: password)
    }

    @Test func agileProtection_opensWithItsPassword() throws {
        let bytes = try Self.protected()
        #expect(OfficeLock.isClosed(bytes))
        let opened = try OfficeLock.opened(
            IntakeSource(path: "a.docx", bytes: bytes, password: "W\u{E4}scheleine 7"))
        let text = try #require(try ZipFile(opened, path: "a.docx").bytes(of: "word/document.xml"))
        #expect(String(decoding: text, as: UTF8.self).contains("The drawer is full."))
    }

    @Test(arguments: [nil, "", "Waescheleine 7", "w\u{E4}scheleine 7"])
    func withoutItsPassword_itIsRefusedAsEncrypted(password: String?) async throws {
        let source = IntakeSource(path: "a.docx", bytes: try Self.protected(), password: password)
        guard case .failure(let error) = await read(source) else {
            Issue.record("it opened")
            return
        }
        #expect(error.code == .importEncrypted)
        #expect(error.hint?.contains("--password-file") == true)
    }

    @Test func realFileOfWord2007_opensWithItsPassword() async throws {
        guard try Corpus.require() else { return }
        let path = "documents/tika_testWORD_protected_passtika.docx"
        let opened = try OfficeLock.opened(
            IntakeSource(path: path, bytes: try Corpus.bytes(path), password: "tika"))
        let archive = try ZipFile(opened, path: path)
        #expect(archive.contains("word/document.xml"))
        guard await Tools.require() != nil else { return }
        let source = await Self.source(try Corpus.bytes(path), path, "tika")
        let drafts = try await Intake.drafts(from: source)
        #expect(drafts.first?.body.contains { $0.isLetter } == true)
    }

    @Test func damagedContainers_neverTrap() throws {
        let original = try Self.protected()
        var random = FuzzTests.Seeded(state: 77)
        for _ in 0..<300 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                // The header and the directory, where the numbers are.
                let place = Int.random(in: 8..<min(bytes.count, 2048), using: &random)
                bytes[place] = .random(in: 0...255, using: &random)
            }
            if Bool.random(using: &random) {
                bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random))
            }
            _ = CompoundStreams(bytes).map { ($0.stream("EncryptionInfo"), $0.stream("EncryptedPackage")) }
        }
    }
}
