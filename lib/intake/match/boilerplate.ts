/**
 * Words that banks and shops write over any payment, in the form of `plainText`: how it was paid, that it was
 * paid, in which form the company is. They say nothing about who was paid. What is such a word at one bank
 * only is found by counting; see words.ts.
 */
export const BOILERPLATE: ReadonlySet<string> = new Set(
  `payment payments card cards debit credit purchase purchases pos transaction transactions transfer online
  contactless terminal point sale sales withdrawal atm cash deposit direct standing order fee bill ref
  reference number date amount currency exchange rate visa mastercard maestro vpay apple google pay booked
  pending cleared completed authorisation authorization hold reservation the and for from with platba platby
  platbe kartou karta karty karte kartova bezkontaktni nakup nakupu obchod obchodnika prevod prevodu uhrada
  uhrady odchozi prichozi okamzita vyber bankomat bankomatu vklad inkaso trvaly prikaz poplatek datum castka
  mena kurz transakce transakcia zprava blokace blokacia zauctovano zadrzeni ucet uctu cislo spol sro
  kartenzahlung kartenumsatz zahlung lastschrift uberweisung gutschrift einkauf bargeld dauerauftrag gebuhr
  girocard gmbh und platnosc zakup przelew wyplata operacja paiement carte achat virement prelevement
  retrait facture pago tarjeta compra transferencia recibo pagamento carta acquisto bonifico addebito
  betaling betaalautomaat kaart overboeking kaardimakse makse kortkop kortbetalning kop kortkob korttiosto
  maksu mokejimas kortele karsu maksajums fizetes vasarlas kartya plata ltd inc llc plc corp gbr kft oyj doo
  ood`.split(/\s+/),
);
