import { plainText } from '@/lib/core/plain-text';

/**
 * What banks write over their columns, as phrases by role; they are compared in the form of `plainText`, so
 * case and accents do not count.
 *
 * A heading's role is that of the phrase covering most of it, so a longer phrase overrules the word inside
 * it: "original amount" is not an amount of this account, "account number of the counterparty" is not the own
 * account. Within a role the languages are en, de, cs/sk, pl, fr, it, es, pt, nl, nordic, fi, baltic, hu, ro
 * and the south Slavic ones.
 */
const PHRASES = {
  bookingDate: `booking date|date booked|booked|booked on|posting date|posted date|post date|date posted|posted|posted on|completed date|
    date completed|settlement date|settled on|accounting date|process date|clearing date|buchungsdatum|buchungstag|buchung|gebucht am|
    datum zauctovani|zauctovano|datum zuctovania|zuctovane|datum zauctovani transakce|ucetni datum|data ksiegowania|data zaksiegowania|
    date comptable|date de comptabilisation|date de comptabilite|date operation comptable|data contabile|data contabilizzazione|data registrazione|
    data di registrazione|fecha contable|fecha de contabilizacion|data contabilistica|data lancamento|data de lancamento|data do lancamento|data mov|
    data movimento|boekdatum|boekingsdatum|bokforingsdag|bokforingsdatum|bokforingsdato|bokfort dato|bokfort|bogforingsdato|bogfort|kirjauspaiva|kirjauspaivamaara|
    kandekuupaev|gramatojuma datums|irasymo data|konyveles datuma|konyveles|konyvelesi datum|konyvelt|data inregistrarii|data contabilizarii|
    datum knjizenja|datum knjizbe`,
  date: `date|datum|datetime|date time|date and time|day|data|fecha|дата|дата операції|дата операции|дата і час операції|datums|dato|dag|paivamaara|pvm|kuupaev|datumas|dátum|tarih|data operazione|
    datum platby|datum operace|datum pohybu|datum a cas|date heure|created|created on|dato og tid|tarehe|umsatzdatum`,
  transactionDate: `transaction date|date of transaction|trans date|trade date|purchase date|started date|datum transakce|datum transakcie|
    datum provedeni|datum uskutecneni transakce|datum uskutecneni|datum realizace|datum vykonania|datum realizacie|datum odeslani|
    data operacji|data transakcji|data wykonania|date operation|date d operation|date de l operation|date de transaction|data operazione|
    fecha operacion|fecha de operacion|fecha de la operacion|f operacion|data operacao|data da operacao|data da transacao|transactiedatum|transaktionsdatum|transaktionsdato|transaksjonsdato|
    kjopsdato|kaufdatum|belegdatum|kobsdato|tapahtumapaiva|maksupaiva|tehingu kuupaev|operacijos data|darijuma datums|tranzakcio datuma|tranzakcio idopontja|data tranzactiei|datum transakcije|abschlussdatum|inkopsdatum`,
  valueDate: `value date|valuta|valutadatum|wert|wertstellung|wertstellungsdatum|datum valuty|datum splatnosti|splatnost|data waluty|date de valeur|date valeur|valeur|
    data valuta|fecha valor|f valor|data valor|data do valor|rentedatum|rentedato|rentedag|valutadag|valuteringsdag|arvopaiva|ertaknap|erteknap|data valutei|datum valute|vaartuspaev|
    valutos data|interest date|datum odepsani z jine banky|effective date|data do balancete`,
  otherDate: `due date|payment date|invoice date|statement date|closing date|date of birth|expiry date|exchange date|created date|recurrence date|created at|updated at|export date|card expiry|faelligkeit|falligkeit|datum vystaveni`,
  time: `time|time zone|zeit|uhrzeit|abschlusszeit|cas|czas|heure|hora|ora|tijd|tid|klokkeslett|idopont|kellonaika`,
  amount: `amount|value|sum|net|net amount|amount total|amount in account currency|transaction amount|billing amount|booked amount|settled amount|
    betrag|umsatz|summe|betrag in kontowahrung|transaktionsbetrag|buchungsbetrag|nettobetrag|castka|suma|objem|castka v mene uctu|zauctovana castka|castka transakce|castka v mene uctu|
    suma v mene uctu|zauctovana suma|kwota|kwota operacji|kwota transakcji|kwota w walucie rachunku|montant|montant en euros|importo|importo in euro|importe|monto|cantidad|valor|
    montante|quantia|bedrag|bedrag eur|transactiebedrag|mutatiebedrag|belopp|belop|beloep|maara|summa|osszeg|tranzakcio osszege|konyvelt osszeg|
    suma|sumă|valoare|iznos|znesek|tutar|gross|netto|brutto|card currency amount|сума|сумма|сума в валюті картки|сума у валюті картки|valor em reais|total amount|net proceeds`,
  otherAmount: `original amount|operation amount|сума в валюті операції|foreign amount|local amount|amount in foreign currency|instructed amount|transaction currency amount|split amount|source amount|
    exchange to amount|ursprungsbetrag|fremdwahrungsbetrag|betrag in fremdwahrung|betrag fremdwahrung|originalbetrag|lastschrift ursprungsbetrag|auslagenersatz rucklastschrift|auslagenersatz ruecklastschrift|
    puvodni castka|puvodni castka uhrady|puvodni castka a mena|originalni castka|castka v mene transakce|castka v puvodni mene|povodna suma|suma v cudzej mene|kwota oryginalna|kwota w walucie operacji|kwota w walucie obcej|
    montant d origine|montant en devise|importo originale|importo in divisa|importe original|importe en divisa|valor original|oorspronkelijk bedrag|
    bedrag vreemde valuta|ursprungligt belopp|originalt belop|oprindeligt belob|eredeti osszeg|suma originala|cashback|sales tax|tax|vat|moms|
    insurance amount|shipping and handling amount|discount|limit|points|shares|quantity|price|number of units`,
  in: `credit|credits|credit amount|paid in|money in|amount in|in|inflow|received|receipts|deposit|deposits|deposit amount|income|haben|gutschrift|gutschriften|eingang|eingange|einnahmen|gutschrift in|
    credit in|prijem|prijmy|pripsano|prichozi|kredit|dal|vklad|vklady|uznania|wplywy|wplyw|przychody|przychod|ma|kwota uznania|uznanie|credits in|credit euros|accredito|accrediti|accredito in|entrate|entrata|
    avere|abono|abonos|haber|ingreso|ingresos|credito|creditos|entradas|entrada|bij|bijschrijving|credit eur|inn|inn pa konto|innskudd|inbetalning|insattning|insattningar|insatt|ind|indbetaling|indsat|indsaettelse|
    pano|panot|tulot|kreditas|kredits|kreedit|laekumine|iplaukos|jovairas|jovairasok|bevetel|bevetelek|befizetes|credite|suma credit|intrari|incasari|uplata|uplate|priliv|potrazuje|dobro|v dobro|alacak`,
  out: `debit|debits|debit amount|paid out|money out|amount out|out|outflow|spent|spending|payments out|withdrawal|withdrawals|withdrawal amount|expense|expenses|charge|charges|soll|belastung|belastungen|lastschrift|ausgang|ausgange|ausgaben|belastung in|
    debit in|vydaj|vydaje|odepsano|odchozi|debet|ma dati|vyber|vybery|obciazenia|obciazenie|wydatki|wydatek|rozchody|rozchod|wn|winien|kwota obciazenia|debit euros|addebito|addebiti|addebito in|uscite|uscita|
    dare|cargo|cargos|debe|gasto|gastos|adeudo|debito|debitos|saidas|saida|af|afschrijving|debet eur|ut|ut fra konto|ut av konto|uttak|utbetalning|uttag|ud|udbetaling|haevet|hævet|udgift|
    otto|otot|menot|debetas|debets|deebet|valjaminek|islaidos|terheles|terhelesek|kiadas|kiadasok|kifizetes|debite|suma debit|iesiri|plati|isplata|isplate|odliv|duguje|v breme|borc`,
  mark: `debit credit|credit debit|creditdebet|creditdebit|debitcredit|debit credit indicator|credit debit indicator|credit debet|debet credit|dr cr|cr dr|d c|c d|d k|k d|af bij|bij af|soll haben|soll haben kennzeichen|s h|h s|sh|dc|cd|dk|
    belastung gutschrift|direction|smer|smer uhrady|smer platby|smer transakcie|typ pohybu|kierunek|sens|sens de l operation|segno|signo|sign|sinal|dare avere|debe haber|cargo abono|richting|kennzeichen|retning|suunta|
    deebet kreedit|debitas kreditas|debetas kreditas|debets kredits|terheles jovairas|bevetel kiadas|tartozik kovetel|t k|t j|in out|inflow outflow|umsatztyp|in out indicator|bij of af|debit or credit|credit or debit|ma dati dal|debet kredit|debit kredit|obciazenie uznanie|wn ma|smjer`,
  balance: `balance|залишок|залишок після операції|остаток|баланс|bakiye|running balance|account balance|available balance|ending balance|closing balance|balance after|balance after transaction|ledger balance|beginning balance|opening balance|saldo|kontostand|saldo nach buchung|neuer saldo|
    zustatek|ucetni zustatek|ucetni zustatek po transakci|zustatek po transakci|zustatek na uctu|zostatok|zostatok po transakcii|uctovny zostatok|disponibilni zustatek|saldo po operacji|saldo po transakcji|saldo ksiegowe|solde|solde apres operation|solde en euros|
    saldo contabile|saldo disponibile|saldo progressivo|disponible|saldo disponible|saldo contabilistico|saldo na mutatie|saldo na boeking|saldo na transactie|bokfort saldo|bokford saldo|disponibelt belopp|jaak|saldo i alt|likutis|atlikums|egyenleg|konyvelt egyenleg|sold|sold final|sold contabil|
    stanje|novo stanje|bakiye|kontosaldo|tilin saldo|saldo tilitapahtuman jalkeen`,
  fee: `fee|fees|total fees|amount fee|fee amount|transaction fee|commission|gebuhr|gebuhren|gebuehr|entgelt|spesen|poplatek|poplatek v mene uctu|poplatok|poplatky|oplata|prowizja|frais|commissione|commissioni|comision|comisiones|comissao|kosten|
    kost|avgift|gebyr|palvelumaksu|teenustasu|komisinis|komisija|dij|jutalek|tranzakcios dij|comision|provizija|naknada`,
  currency: `currency|валюта|curr|ccy|currency code|account currency|valutacode|wahrung|waehrung|kontowahrung|mena|mena uctu|waluta|waluta rachunku|devise|devise du compte|divisa|moneda|moeda|munt|muntsoort|valuta code|valuuta|valiuta|
    valuta konta|tranzakcio devizaneme|devizanem|penznem|deviza|moneta|para birimi|valutakod|kontovaluta|transaction currency`,
  otherCurrency: `original currency|operation currency|валюта операції|foreign currency|foreign currency code|local currency|exchange from|exchange to|source currency|target currency|ursprungswahrung|fremdwahrung|puvodni mena|puvodni mena uhrady|originalni mena|mena transakce|povodna mena|
    waluta oryginalna|devise d origine|moeda original|moneda original|divisa originale|oprindelig valuta|ursprunglig valuta|eredeti devizanem|currency of transaction`,
  rate: `exchange rate|rate|fx rate|kurs|wechselkurs|kurz|kurz prepoctu|kurs waluty|taux de change|cambio|tipo de cambio|wisselkoers|koers|vaxelkurs|valutakurs|arfolyam|curs|interest rate`,
  payee: `payee|payee name|name|merchant|merchant name|counterparty|counter party|counterparty name|partner|partner name|beneficiary|beneficiary name|recipient|recipient name|to|paid to|destination name|vendor|
    empfanger|zahlungsempfanger|zahlungsempfanger in|name zahlungsbeteiligter|auftraggeber empfanger|empfanger auftraggeber|beguenstigter zahlungspflichtiger|begunstigter zahlungspflichtiger|beguenstigter auftraggeber|begunstigter|auftraggeber begunstigter|name des partners|partnername|gegenpartei|handler|zahlungspartner|
    nazev protiuctu|nazev protistrany|nazev uctu protistrany|protistrana|nazev obchodnika|obchodnik|platce prijemce|jmeno protistrany|prijemce|nazev prijemce|nazov protiuctu|nazov protistrany|nazov partnera|prijemca|platitel prijemca|
    kontrahent|nazwa kontrahenta|odbiorca|odbiorca nadawca|nadawca odbiorca|dane kontrahenta|tiers|beneficiaire|nom du beneficiaire|beneficiario|controparte|nome beneficiario|ordinante beneficiario|destinatario|comercio|nombre|nome|tegenrekeninghouder|naam tegenpartij|naam omschrijving|tegenpartij|begunstigde|naam|naam tegenrekening|naam begunstigde|
    mottagare|mottaker|mottakernavn|modtager|navn|namn|motpart|saaja|saaja maksaja|saajan nimi|gavejas|gavejas moketojas|moketojas gavejas|saaja maksja nimi|saaja maksja|makse saaja|sanemejs|sanemejs maksatajs|partner neve|kedvezmenyezett|kedvezmenyezett neve|beneficiar|nume beneficiar|primatelj|prejemnik|primalac|alici|nazwa odbiorcy`,
  payer: `payer|payer name|from|sender|source name|ordering party|auftraggeber|zahlungspflichtiger|zahlungspflichtige r|platce|platitel|nadawca|donneur d ordre|ordinante|mittente|ordenante|remetente|opdrachtgever|avsandare|avsender|afsender|maksaja|moketojas|maksatajs|megbizo|ordonator|platilac`,
  description: `description|опис|опис операції|деталі операції|описание|призначення платежу|aciklama|details|transaction details|memo|note|notes|narrative|particulars|reference text|booking text|payment purpose|purpose|payment reference|message|text|original description|item title|remarks|remark|transaction description|subject|
    verwendungszweck|buchungstext|beschreibung|buchungsdetails|zahlungszweck|mitteilung|umsatztext|bemerkung|notiz|avisierungstext|zahlungsreferenz|popis|popis transakce|popis pro prijemce|popis prikazce|popis operace|detaily transakce|detaily|zprava|zprava pro prijemce|zprava pro me|zprava pro platce|poznamka|poznamka pro mne|poznamka k uhrade|klientska poznamka|komentar|
    uzivatelska identifikace|upresneni|systemovy popis|obchodni misto|popis transakcie|sprava pre prijimatela|informacia pre prijemcu|ucel platby|opis|opis operacji|opis transakcji|tytul|tytul operacji|tytulem|szczegoly|libelle|libelle operation|libelle simplifie|intitule|detail|informations complementaires|description de l operation|communication|communications|
    descrizione|descrizione operazione|causale|causale descrizione|dettagli|testo di avviso|note aggiuntive|concepto|descripcion|observaciones|movimiento|detalle|mas datos|descricao|historico|descritivo|detalhes|omschrijving|mededelingen|mededeling|vrije mededeling|naam omschrijving|betalingskenmerk|
    beskrivelse|beskrivning|tekst|rubrik|meddelande|melding|specifikation|transaktion|transaksjonstekst|forklaring|forklarende tekst|spesifikasjon|viesti|selite|selitys|paaiskinimai|mokejimo paskirtis|paskirtis|selgitus|maksajuma merkis|apraksts|informacija sanemejam|kozlemeny|reszletek|megnevezes|leiras|
    descriere|detalii|detalii tranzactie|explicatii|opis placanja|svrha|namen|svrha doznake|aciklama|foreign line`,
  type: `type|категорія|категория|transaction type|transaction details type|category|kategorie|kategorie transakce|typ|typ transakce|typ uhrady|typ platby|typ operacji|rodzaj operacji|rodzaj transakcji|kategoria|kategoria platby|art|umsatzart|buchungsart|vorgang|vorgangsart|tipo|tipo di movimento|tipologia|categoria|type operation|type d operation|categorie|soort|
    transactietype|mutatiesoort|mutatiesoort|type betaling|betaalwijze|code|typ transakcie|skupina plateb|kod operace|transaktionstyp|transaksjonstype|kategori|tapahtumalaji|laji|tipas|tehingu tuup|tranzakcio tipusa|tipus|tip tranzactie|tip|vrsta|product|group|category group|account type|spending category|dependencia origem|kod|kodas|hauptkategorie|unterkategorie`,
  counterparty: `counterparty account|counterparty iban|partner iban|partner account|beneficiary account|payee account|payee account number|recipient account|iban|to account|account of counterparty|destination iban|kontonummer iban|iban zahlungsbeteiligter|iban des partners|partner iban konto|gegenkonto|empfangerkonto|konto des partners|
    protiucet|cislo protiuctu|cislo uctu protistrany|protiucet a kod banky|bankovni spojeni|cislo uctu platce prijemce|ucet protistrany|cislo uctu prijemce|protiucet iban|ucet prijemcu|cislo protiuctu iban|partner ucet|
    rachunek kontrahenta|nr rachunku kontrahenta|numer rachunku kontrahenta|konto kontrahenta|nr konta kontrahenta|compte beneficiaire|compte contrepartie|iban beneficiaire|conto beneficiario|iban beneficiario|cuenta beneficiario|cuenta destino|conta destino|tegenrekening|tegenrekeningnummer|tegenrekening iban bban|iban tegenpartij|rekening tegenpartij|naar rekening|
    til konto|mottakerkonto|mottagarkonto|modtagerkonto|till konto|saajan tilinumero|saajan tilinumero ja pankin bic|tilinumero|gavejo saskaita|saaja konto|sanemeja konts|partner szamlaszama|ellenszamla|kedvezmenyezett szamlaszama|cont beneficiar|iban beneficiar|racun primatelja|to email address`,
  ownAccount: `account|account number|account name|account no|sort code|card|card number|card no|card last four digits|card holder full name|username|konto|kontonummer|auftragskonto|iban auftragskonto|bezeichnung auftragskonto|kontoname|kontobezeichnung|kartennummer|ucet|cislo uctu|nazev uctu|moj ucet|nazov uctu|cislo karty|rachunek|numer rachunku|nazwa rachunku|konto numer|compte|numero de compte|numero compte|libelle compte|conto|numero conto|
    cuenta|numero de cuenta|tarjeta|conta|rekening|rekeningnummer|iban bban|fra konto|fran konto|kontonamn|kontonavn|kortnummer|from account|tili|saskaitos nr|saskaita|kliendi konto|konts|klienta konts|szamlaszam|szamla neve|szamla|kartyaszam|cont|numar cont|racun|from email address|source iban|user id|group id|owner|account owner`,
  bankId: `id|transaction id|transaction number|transaction no|transaction ref|transaction reference|bank reference|fitid|unique id|entry reference|transferwise id|zkb reference|archive id|reference number|bank transaction id|transaktions nr|transaktions id|transaktionsnummer|umsatz id|id pohybu|id transakce|id operace|identifikace transakce|referencni cislo transakce|referencni cislo|cislo transakce|reference banky|
    id transakcie|referencia banky|numer transakcji|nr transakcji|identyfikator transakcji|numer referencyjny|nr referencyjny|reference operation|identifiant|numero operation|id operazione|id transazione|cro|referencia|numero de operacion|identificador|id transacao|transactie id|transactiereferentie|referentie|volgnummer|volgnr|transactienummer|verifikationsnummer|arkivref|arkivreferanse|
    arkistointitunnus|arhiveerimistunnus|arhivesanas kods|iraso nr|archyvavimo kodas|tranzakcio azonosito|tranzakcioazonosito|azonosito|id tranzactie|referinta|referinta tranzactie|broj transakcije|journal id|import hash|hash|external id`,
  status: `status|state|transaction status|booking status|cleared|pending|zustand|buchungsstatus|stav|stav transakce|stav platby|stav transakcie|status operacji|stan|statut|etat|stato|estado|situacao|tila|staatus|statusas|allapot|statusz|stare|durum|info|reconciled`,
  variable: `vs|variabilni symbol|variabilni symbol 1|variabilny symbol|variable symbol|platba vs`,
  constant: `ks|konstantni symbol|konstantny symbol|constant symbol`,
  specific: `ss|specificky symbol|specific symbol`,
  ignored: `bank code|kod banky|bic|bic swift code|swift|banka|nazev banky|bank name|bankleitzahl|blz|glaubiger id|glaeubiger id|creditor id|mandatsreferenz|mandate reference|machtigingsnummer|incassant id|kundenreferenz|kundenreferenz end to end|customer reference|sammlerreferenz|tags|tag|labels|flag|emoji|
    address|adres|shipping address|address status|attachment|receipt|receipt id|check or slip|check number|cheque number|check|invoice id|id pokynu|provedl|av pole 1|av pole 2|av pole 3|av pole 4|dok nr|imokos kodas|kliento kodas|fussnoten|footnotes|disclaimer|bill|budget|statement period venmo fees|year to date venmo fees|counterparty status|item id|reference txn id|
    reference platby|storno|duvod neprovedeni|referenz|volgorde|phone number|contact phone number|item url|website|country|city|document number|numero do documento|budget|line|row|nr|no|poradi|lp|lfd nr`,
} as const;

export type HeadingRole = keyof typeof PHRASES;

/** Every phrase with its role. */
export const headingPhrases: readonly { role: HeadingRole; phrase: string }[] = (
  Object.entries(PHRASES) as [HeadingRole, string][]
).flatMap(([role, list]) => [...new Set(list.split('|').map(plainText))].map((phrase) => ({ role, phrase })));
