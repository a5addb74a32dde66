"""What people call the parts that close a text and sum it up, in the languages that digest meets. In lower case."""

import re

_NUMBER = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[IVX]{1,5}[.)]|[一二三四五六七八九十]{1,2}、)\s*")


def _names(text: str) -> frozenset[str]:
    return frozenset(name.strip() for name in text.replace("\n", "|").split("|") if name.strip())


CLOSING = _names("""
    conclusion|conclusions|in conclusion|concluding remarks|outlook|final thoughts|closing thoughts|final words|the takeaway|bottom line
    the bottom line|wrapping up|what's next|what’s next|what happens next|the way forward|looking ahead
    fazit|schluss|ausblick|schlussfolgerung|schlussfolgerungen|schlusswort|wie es weitergeht
    en conclusion|pour conclure|bilan|perspectives|conclusión|conclusiones|en conclusión|perspectivas|qué sigue
    conclusioni|conclusione|in conclusione|conclusão|conclusões|considerações finais|conclusie|conclusies|tot slot
    slutsats|slutsatser|avslutning|konklusjon|konklusion|wnioski|zakończenie
    вывод|выводы|заключение|в заключение|итог|итоги|что дальше|висновок|висновки|підсумок|підсумки|що далі
    الخلاصة|خلاصة|خاتمة|الخاتمة|في الختام|结论|結論|结语|結語|总而言之|おわりに|終わりに|결론|sonuç|निष्कर्ष|מסקנות|סיכום|συμπέρασμα
""")
SUMMARY = _names("""
    summary|in summary|to sum up|executive summary|recap|zusammenfassung|zusammengefasst|en résumé|résumé|resumen|en resumen
    in sintesi|riassunto|resumo|em resumo|samenvatting|sammanfattning|podsumowanie|резюме|підсумовуючи
    ملخص|الملخص|总结|總結|小结|摘要|まとめ|요약|özet
""")
KEY_POINTS = _names("""
    key points|the key points|key takeaways|takeaways|the takeaways|main takeaways|key facts|the key facts|key findings|key insights
    main points|the main points|in brief|at a glance|in short|in a nutshell|highlights|key highlights|the essentials|what to know
    what you need to know|need to know|quick facts|tl;dr|tldr|tl; dr|bullet points
    das wichtigste|das wichtigste in kürze|das wichtigste im überblick|auf einen blick|kernpunkte|kernaussagen|in kürze|kurz gefasst
    kurz und knapp|kurzfassung|die wichtigsten punkte|wichtigste punkte|das sollten sie wissen
    à retenir|ce qu’il faut retenir|ce qu'il faut retenir|l’essentiel|l'essentiel|points clés|les points clés|en bref|les points à retenir
    puntos clave|los puntos clave|claves|las claves|en breve|lo esencial|lo más importante
    punti chiave|in breve|i punti chiave|in pillole|pontos principais|pontos-chave|destaques
    kernpunten|in het kort|belangrijkste punten|huvudpunkter|i korthet|w skrócie|najważniejsze informacje
    главное|коротко|ключевые моменты|основные моменты|кратко|что важно знать|головне|коротко про головне|ключові моменти
    النقاط الرئيسية|أبرز النقاط|أهم النقاط|باختصار|要点|要點|关键要点|關鍵要點|重点|重點|要約|ポイント
    핵심|핵심 요약|önemli noktalar|मुख्य बिंदु|עיקרי הדברים
""")


def named(text: str, names: frozenset[str]) -> bool:
    """Whether a line is one of these names and nothing else, a number before it and a colon after it apart."""
    return len(text) < 60 and _NUMBER.sub("", text, count=1).strip(" :：.#*-–—").casefold() in names
