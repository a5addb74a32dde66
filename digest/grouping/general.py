"""The topics of a general newspaper: what people call them, and which of them takes the news of another that a site has not.

They serve a site that names no topics, or names one of these without keywords. Their words stand in lexicon/.
"""

from typing import NamedTuple

from digest.naming import slug


class General(NamedTuple):
    """A topic that everybody knows."""

    name: str
    also: tuple[str, ...]  # other names that people give it
    parts: tuple[str, ...]  # narrower names: news of these is its news, but who names a topic so means no more than that
    kin: tuple[str, ...]  # who takes its news where it has no section of its own, the nearest first


def _general(name: str, also: str, parts: str, kin: str = "") -> General:
    return General(name, _listed(also), _listed(parts), _listed(kin))


def _listed(text: str) -> tuple[str, ...]:
    return tuple(" ".join(part.split()) for part in text.split(",") if part.strip())


GENERAL = (
    _general(
        "World",
        """
        World News, International, International News, Foreign Affairs, Ausland, Welt, Internationales, Monde, Mundo, Internacional
        """,
        "Foreign, Middle East, Africa, Asia, Europe, Americas, Asia-Pacific, Latin America, Étranger",
        "Politics",
    ),
    _general(
        "Politics",
        """
        Politics & Government, US Politics, UK Politics, National Politics, Politik, Innenpolitik, Inland, Politique, Política
        """,
        """
        Government, Elections, Election, Congress, White House, Parliament, Westminster, Bundestag, Wahlen, Élections, Elecciones
        """,
        "World",
    ),
    _general(
        "Business",
        """
        Economy, Finance, Business & Economy, Business & Finance, Economy & Business, Wirtschaft, Wirtschaft & Finanzen, Économie,
        Economía, Economía y negocios
        """,
        """
        Economics, Money, Markets, Stocks, Companies, Investing, Personal Finance, Banking, Energy, Retail, Finanzen, Börse, Unternehmen,
        Entreprises, Finances, Bourse, Negocios, Empresas, Finanzas, Mercados
        """,
    ),
    _general(
        "Technology",
        """
        Tech, Technology News, Digital, Computing, Science & Technology, Sci-Tech, SciTech, Technik, Technologie, Netzwelt, Web,
        Digitales, Numérique, Tecnología
        """,
        """
        Internet, Gadgets, Gaming, Video Games, Games, Software, Hardware, Mobile, Apps, Cybersecurity, AI, Computer, High-Tech, Jeux
        vidéo, Videojuegos
        """,
        "Science",
    ),
    _general(
        "Science",
        "Sciences, Wissenschaft, Wissen, Ciencia",
        "Research, Space, Astronomy, Physics, Biology, Archaeology, Forschung, Weltraum, Espace, Espacio",
        "Technology, Environment, Health",
    ),
    _general(
        "Health",
        "Health & Medicine, Healthcare, Gesundheit, Santé, Salud",
        "Medicine, Medical, Wellbeing, Mental Health, Coronavirus, Medizin, Médecine, Sanidad",
        "Science, Lifestyle, Technology",
    ),
    _general(
        "Environment",
        """
        Climate, Climate Change, Climate & Environment, Environment & Climate, Umwelt, Klima, Umwelt & Klima, Environnement, Climat,
        Planète, Medio ambiente, Clima
        """,
        "Nature, Wildlife, Conservation, Natur, Klimawandel, Biodiversité, Naturaleza",
        "Science, Technology",
    ),
    _general(
        "Culture",
        """
        Arts, Arts & Culture, Culture & Arts, Entertainment, Arts & Entertainment, Kultur, Feuilleton, Cultura
        """,
        """
        Showbiz, Movies, Movie, Film, Films, Music, Television, TV, TV & Radio, Theatre, Theater, Stage, Books, Art, Art & Design,
        Celebrity, Celebrities, Celebs, Unterhaltung, Kino, Musik, Bücher, Kunst, Cinéma, Musique, Livres, Cine, Música, Libros,
        Espectáculos
        """,
        "Lifestyle",
    ),
    _general(
        "Lifestyle",
        """
        Lifestyles, Life, Life & Style, Living, Leben, Lebensstil, Art de vivre, Mode de vie, Estilo de vida
        """,
        """
        Style, Food, Food & Drink, Recipes, Travel, Fashion, Beauty, Family, Parenting, Weddings, Relationships, Home & Garden, Reise,
        Essen, Mode, Genuss, Cuisine, Voyage, Gastronomía, Viajes, Moda
        """,
        "Culture",
    ),
    _general(
        "Sports",
        "Sport, Sports News, Deportes, Deporte",
        """
        Football, Soccer, Rugby, Cricket, Tennis, Golf, Baseball, Basketball, Hockey, Formula 1, F1, Motorsport, Cycling, Boxing,
        Athletics, Olympics, NFL, NBA, MLB, NHL, NCAA, Fußball, Fussball, Bundesliga, Radsport, Foot, Cyclisme, Fútbol, Baloncesto,
        Ciclismo
        """,
    ),
)

_BY_SLUG = {slug(name): general for general in reversed(GENERAL) for name in (general.name, *general.also)}


def general(name: str) -> General | None:
    """The general topic of this name, however it is written."""
    return _BY_SLUG.get(slug(name))
