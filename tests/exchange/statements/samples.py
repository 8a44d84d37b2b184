"""Statements as banks and operators write them, small, each of the same three movements: +5000, -1250.50, +300.25."""

MT940 = """:20:START
:25:50880050/0194774600888
:28C:00004/00001
:60F:C260503EUR1000,00
:61:2605040504CR5000,00NTRFNONREF//0724710345313905
:86:166?00GUTSCHRIFT?20EREF+COT-0042?21SVWZ+Cotisation 2026 ?22Mballa?32Awa Mba?33lla
:61:2605050505DR1250,50NTRFKREF+//1
:86:Loyer mai
 bureau
:62M:C260505EUR4749,50
-
:20:START
:25:50880050/0194774600888
:28C:00004/00002
:60M:C260505EUR4749,50
:61:2605060506CR300,25NMSCNONREF
:86:079?00SAMMLER
:62F:C260506EUR5049,75
-
"""

_OFX_BODY = """<OFX>
<SIGNONMSGSRSV1><SONRS><DTSERVER>20260507<LANGUAGE>FRA</SONRS></SIGNONMSGSRSV1>
<BANKMSGSRSV1><STMTTRNRS><TRNUID>1
<STMTRS><CURDEF>EUR
<BANKACCTFROM><BANKID>30004<ACCTID>00012345678<ACCTTYPE>CHECKING</BANKACCTFROM>
<BANKTRANLIST><DTSTART>20260504<DTEND>20260506
<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20260504120000[+1:CET]<TRNAMT>5000.00<FITID>A1<NAME>AWA MBALLA<MEMO>Cotisation 2026 &amp; don</STMTTRN>
<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260505<TRNAMT>-1250,50<FITID>A2<NAME>LOYER</STMTTRN>
<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20260506<TRNAMT>+300.25<FITID>A3<CHECKNUM>77<NAME>REMISE</STMTTRN>
</BANKTRANLIST>
<LEDGERBAL><BALAMT>5049.75<DTASOF>20260506</LEDGERBAL>
</STMTRS></STMTTRNRS></BANKMSGSRSV1>
</OFX>
"""
OFX1 = "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nENCODING:USASCII\nCHARSET:1252\n\n" + _OFX_BODY
OFX2 = """<?xml version="1.0" encoding="UTF-8"?>
<?OFX OFXHEADER="200" VERSION="211"?>
<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR</CURDEF>
<BANKACCTFROM><BANKID>1</BANKID><ACCTID>00012345678</ACCTID></BANKACCTFROM>
<BANKTRANLIST>
<STMTTRN><TRNTYPE>CREDIT</TRNTYPE><DTPOSTED>20260504</DTPOSTED><TRNAMT>5000.00</TRNAMT><NAME>AWA MBALLA</NAME><MEMO>Cotisation 2026 &amp; don</MEMO></STMTTRN>
<STMTTRN><DTPOSTED>20260505</DTPOSTED><TRNAMT>-1250.50</TRNAMT><NAME>LOYER</NAME>
<BANKACCTTO><ACCTID>99999</ACCTID></BANKACCTTO></STMTTRN>
<STMTTRN><DTPOSTED>20260506</DTPOSTED><TRNAMT>300.25</TRNAMT><CHECKNUM>77</CHECKNUM><NAME>REMISE</NAME></STMTTRN>
</BANKTRANLIST><LEDGERBAL><BALAMT>5049.75</BALAMT></LEDGERBAL>
</STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>
"""


def camt(version: str = "02", status: str = "<Sts>BOOK</Sts>", party: str = "<Nm>{}</Nm>") -> str:
    """A camt.053 of a version; later ones put status and names one level deeper."""

    def entry(amount: str, way: str, day: str, details: str = "", words: str = "") -> str:
        return (
            f'<Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>{way}</CdtDbtInd>{status}<BookgDt><Dt>{day}</Dt></BookgDt>'
            f"<AcctSvcrRef>REF{amount}</AcctSvcrRef>{details}{words}</Ntry>"
        )

    def detail(amount: str, name: str, text: str, end: str = "NOTPROVIDED") -> str:
        return (
            f'<TxDtls><Refs><EndToEndId>{end}</EndToEndId></Refs><Amt Ccy="EUR">{amount}</Amt><RltdPties><Dbtr>'
            f"{party.format(name)}</Dbtr></RltdPties><RmtInf><Ustrd>{text}</Ustrd></RmtInf></TxDtls>"
        )

    batch = f"<NtryDtls>{detail('2000.00', 'Awa Mballa', 'Cotisation 2026', 'E1')}{detail('3000.00', 'Ben Ngo', 'Don')}</NtryDtls>"
    balances = "".join(
        f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy='EUR'>{amount}</Amt>"
        f"<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-05-03</Dt></Dt></Bal>"
        for code, amount in (("OPBD", "1000.00"), ("CLBD", "5049.75"), ("CLAV", "1.00"))
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}">'
        "<BkToCstmrStmt><GrpHdr><MsgId>1</MsgId></GrpHdr><Stmt><Id>1</Id>"
        f"<Acct><Id><IBAN>FR7630006000011234567890189</IBAN></Id><Ccy>EUR</Ccy></Acct>{balances}"
        + entry("5000.00", "CRDT", "2026-05-04", batch)
        + entry("1250.50", "DBIT", "2026-05-05", words="<AddtlNtryInf>Loyer</AddtlNtryInf>")
        + entry("300.25", "CRDT", "2026-05-06")
        + entry("9.99", "CRDT", "2026-05-07").replace("BOOK", "PDNG")
        + "</Stmt></BkToCstmrStmt></Document>"
    )


CSV_BANK = """Compte n° 00012345678;;;;
Titulaire;ASSOCIATION;;;

Date opération;Date valeur;Libellé;Débit;Crédit;Solde
06/05/2026;06/05/2026;REMISE CHQ 77;;300,25;5 049,75
05/05/2026;05/05/2026;LOYER MAI;-1 250,50;;4 749,50
04/05/2026;04/05/2026;VIR AWA MBALLA;;5 000,00;6 000,00
;;Solde au 03/05/2026;;1 000,00;
"""
CSV_MOMO = """Id,Date,Status,Type,From,From name,To,Amount,Fee,Currency,Balance
101,2026-05-04 08:11:00,Successful,Payment,237677000001,Awa Mballa,237699,5000,0,XAF,6000
102,2026-05-04 09:00:00,Failed,Payment,237677000002,Ben,237699,700,0,XAF,6000
103,2026-05-05 10:00:00,Successful,Transfer,237699,Club,237677000003,1250,25,XAF,4725
104,2026-05-06 10:00:00,Successful,Payment,237677000004,Eve,237699,300,0,XAF,5025
"""
CSV_MPESA = """Receipt No.,Completion Time,Details,Transaction Status,Paid In,Withdrawn,Balance
RK1,2026-05-04 08:11:00,Payment from 254700000001 - AWA MBALLA,Completed,"5,000.00",,"6,000.00"
RK2,2026-05-05 08:11:00,Rent,Completed,,"-1,250.50","4,749.50"
RK3,2026-05-06 08:11:00,Deposit,Completed,300.25,,"5,049.75"
"""
