namespace MlNetMoodRec.Simulation.Texts;

/// <summary>Slang, emoji and other languages, by <see cref="Quadrant"/>.</summary>
internal static class SlangAndEmoji
{
    public static readonly string[][] Slang =
    [
        [
            "vibing so hard rn", "lowkey hyped ngl", "we are so back", "buzzing fr", "feelin myself ngl", "best day ever fr", "im so gassed rn", "yesss lets gooo", "living my best life",
            "big mood boost", "absolutely stoked", "cant stop grinning lol", "pure serotonin", "main character energy", "soooo ready",
        ],
        [
            "chillin", "just vibin", "no thoughts just peace", "zen mode on", "lowkey blessed", "comfy af", "unbothered tbh", "soft life", "cozy hours", "feelin mellow", "all good here",
            "easy livin", "couch mode", "lil happy moment", "warm n fuzzy",
        ],
        [
            "im so done", "lowkey dead inside", "big sad rn", "down bad ngl", "running on 2 hrs of sleep", "meh af", "cant even rn", "in my feels", "brain is mush", "literally wiped out",
            "feelin like trash", "not gonna make it to friday", "sadge", "crying in the club", "zero energy",
        ],
        [
            "im losing it rn", "so pissed ngl", "stressed af", "fuming rn", "ppl are testing me", "panic mode on", "so over it omg", "cant chill at all", "about to snap", "my nerves are shot",
            "heart going 180", "who does that wtf", "so salty rn", "freaking out", "done being nice",
        ],
    ];

    public static readonly string[] Tails = ["lol", "fr", "ngl", "tbh", "smh", "omg", "idk", "haha", "u know", "no cap", "bruh", "yk", "rn", "iykyk"];

    public static readonly string[][] Emoji =
    [
        ["😄", "🎉", "🔥", "🤩", "😁", "🥳", "💃", "✨", "🙌", "😎", "😂", "🚀", "🎶", "😍"],
        ["😌", "🌿", "☕", "🥰", "😊", "🧘", "🌙", "💛", "🌤️", "🍵", "🙏", "🛋️", "🎶", "🌊"],
        ["😔", "😢", "💔", "🥱", "😴", "🌧️", "😞", "😭", "🖤", "😩", "🥀", "😪", "🎶", "😓"],
        ["😡", "😤", "😠", "🤬", "😰", "😱", "😬", "🤯", "💢", "😖", "🙄", "👿", "🎶", "⚡"],
    ];

    /// <summary>Words for 'I feel ...' in each language.</summary>
    public static readonly (string[][] Words, string[] Contexts, string[][] Reasons, string[] Patterns)[] Languages =
    [
        (
            [
                ["feliz", "con mucha energía", "emocionado", "con ganas de bailar", "orgulloso", "animado"], ["tranquilo", "en paz", "relajado", "contento", "agradecido", "a gusto"],
                ["triste", "cansado", "solo", "sin ganas de nada", "agotado", "con el corazón roto"], ["enfadado", "nervioso", "estresado", "harto", "preocupado", "furioso"],
            ],
            ["hoy", "esta noche", "en el tren", "en casa", "después del trabajo", "en la cocina", "de camino a clase", "con los auriculares puestos", "antes de dormir", "en el coche", "esta mañana", "otra vez"],
            [
                ["aprobé el examen", "mañana hay fiesta", "viene mi hermana", "ganamos el partido", "me dieron el trabajo"], ["dormí muy bien", "la casa está en silencio", "el café está listo", "no hay prisa", "el mar está cerca"],
                ["te echo de menos", "no dormí nada", "lleva días lloviendo", "se fue mi mejor amigo", "nadie llamó"], ["perdí el vuelo", "discutí con mi jefe", "mañana es la entrega", "me robaron la bici", "hay demasiado ruido"],
            ],
            ["me siento {w} {c}", "estoy {w} {c}, {r}", "{c} estoy {w}", "{r}, estoy {w}", "hoy muy {w}: {r}"]
        ),
        (
            [
                ["heureux", "en pleine forme", "tout excité", "fier", "joyeux", "plein d'énergie"], ["calme", "détendu", "serein", "content", "bien au chaud", "reposé"],
                ["triste", "fatigué", "seul", "déprimé", "épuisé", "vidé"], ["en colère", "stressé", "énervé", "inquiet", "à bout", "furieux"],
            ],
            ["aujourd'hui", "ce soir", "dans le train", "à la maison", "après le boulot", "dans la cuisine", "avant le cours", "sous la couette", "au parc", "en voiture", "ce matin", "encore une fois"],
            [
                ["on a gagné", "j'ai eu le poste", "c'est bientôt les vacances", "ma sœur arrive demain", "j'ai réussi mon examen"], ["le thé est prêt", "j'ai bien dormi", "la maison est calme", "rien à faire avant midi", "il neige dehors"],
                ["tu me manques", "je n'ai pas dormi", "il pleut depuis une semaine", "personne n'a appelé", "on s'est séparés"], ["mon vol est annulé", "je me suis disputé avec mon chef", "le rendu est demain", "on m'a volé mon vélo", "les voisins font du bruit"],
            ],
            ["je me sens {w} {c}", "je suis {w} {c}, {r}", "{c}, {w}", "{r}, je suis {w}", "un peu {w} {c} : {r}"]
        ),
        (
            [
                ["glücklich", "voller Energie", "begeistert", "stolz", "fröhlich", "aufgedreht"], ["ruhig", "entspannt", "zufrieden", "ausgeruht", "dankbar", "gelassen"],
                ["traurig", "müde", "einsam", "leer", "erschöpft", "niedergeschlagen"], ["wütend", "gestresst", "nervös", "genervt", "besorgt", "gereizt"],
            ],
            ["heute", "heute Abend", "im Zug", "zu Hause", "nach der Arbeit", "in der Küche", "vor der Prüfung", "auf dem Sofa", "im Park", "im Auto", "heute früh", "schon wieder"],
            [
                ["wir haben gewonnen", "ich habe die Stelle", "morgen ist Urlaub", "meine Schwester kommt", "Prüfung bestanden"], ["der Tee ist fertig", "gut geschlafen", "das Haus ist still", "nichts zu tun bis Mittag", "draußen schneit es"],
                ["du fehlst mir", "kaum geschlafen", "es regnet seit Tagen", "niemand hat angerufen", "wir haben uns getrennt"], ["mein Flug ist gestrichen", "Streit mit dem Chef", "morgen ist Abgabe", "mein Rad wurde geklaut", "die Nachbarn bohren"],
            ],
            ["ich fühle mich {w} {c}", "bin {c} {w}, {r}", "{c} {w}", "{r}, ich bin {w}", "ziemlich {w} {c}, {r}"]
        ),
    ];
}
