namespace MlNetMoodRec.Simulation.Texts;

/// <summary>Phrases that say nothing about a mood, and those that tell what happened; lists by <see cref="Quadrant"/> are in its order.</summary>
internal static class Phrases
{
    public static readonly string[] Intensifiers =
        ["so", "really", "very", "pretty", "a bit", "kind of", "quite", "super", "a little", "incredibly", "rather", "somehow", "totally", "weirdly", "more than usually", "still"];

    public static readonly string[] Whens =
    [
        "today", "tonight", "this morning", "right now", "since yesterday", "all week", "this afternoon", "lately", "at the moment", "this evening", "again", "for once",
        "since breakfast", "these days", "all day", "after lunch", "since I got up", "for a while now",
    ];

    public static readonly string[] Contexts =
    [
        "on the train home", "at my desk", "before class", "in the kitchen", "on the bus", "in the car", "at the gym", "on my walk", "waiting for the kettle", "in the library",
        "on the balcony", "after work", "between two meetings", "in bed", "on the sofa", "at the laundromat", "in the waiting room", "on my lunch break", "at the airport",
        "on the night shift", "walking the dog", "doing the dishes", "on the way to school", "at the bus stop", "after dinner", "before breakfast", "in the garden", "at the office",
        "on the ferry", "in the bath", "at grandma's place", "in the workshop", "on a long drive", "in the queue", "at the supermarket", "after practice", "on the stairs",
        "while cooking", "while packing", "while it rains outside", "with the windows open", "with my headphones on", "with the lights off", "in the back seat", "in my room",
        "on day three of the trip", "at the end of the shift", "before the exam", "after the run", "over coffee", "over breakfast", "in the park", "by the lake", "on the roof",
        "at the dentist's", "in the hotel", "on the metro", "under a blanket", "at the studio", "near the harbour", "on a Tuesday", "on a Sunday evening", "after the late film",
        "before going out", "with nothing planned", "while the baby sleeps", "in a new city", "at my parents' house", "on the phone line", "in an empty office", "at half past six",
    ];

    public static readonly string[] People =
    [
        "my sister", "my brother", "my boss", "my best friend", "my roommate", "a coworker", "my mother", "my dad", "the neighbour", "my partner", "our team lead", "my cousin",
        "my daughter", "my son", "my ex", "the landlord", "my teacher", "the new guy", "grandpa", "my aunt",
    ];

    public static readonly string[] Asks =
    [
        "play me something", "surprise me", "you pick", "headphones on", "let's see what comes up", "music please", "any song will do", "give me a song", "what have you got",
        "let's listen", "pressing play", "next song please", "put something on", "I need a song", "let it play",
    ];

    public static readonly string[] SongWords = ["song", "track", "tune", "one", "record"];

    public static readonly string[] Liked =
    [
        "loved this {it}", "what a chorus", "this goes on repeat", "added it to my list", "this {it} is so good", "great pick", "that bridge is something", "perfect timing for this {it}",
        "sent it to {who}", "the voice on this {it}", "yes, this {it}", "listened to the very end", "good find", "needed this {it}", "the beat is great", "{who} would love this",
    ];

    public static readonly string[] NotLiked =
    [
        "not my thing", "skipped it", "the singer is not for me", "too long", "didn't finish it", "heard it too often", "next please", "nah", "the intro drags", "wrong {it} for me",
        "{who} likes it, I don't", "turned it off half way", "this {it} does nothing for me", "maybe another time", "the mix is off", "could be shorter",
    ];

    public static readonly string[] Tasks =
    [
        "folding laundry", "cooking rice", "fixing the bike", "answering emails", "sorting receipts", "watering the plants", "drawing", "doing push-ups", "reading the news",
        "painting the fence", "cutting onions", "writing a report", "repotting the basil", "packing boxes", "cleaning the windows", "looking for my keys", "filling in forms",
        "peeling potatoes", "knitting", "waiting for a parcel", "ironing shirts", "updating a spreadsheet", "building a shelf", "baking bread", "stretching", "vacuuming",
        "walking to the shop", "charging my phone", "labelling jars", "learning verbs", "planning the week", "mending a sock",
    ];

    public static readonly string[] Observations =
    [
        "the volume is low on this speaker", "my headphones need charging", "second coffee, third song", "shuffle is on again", "this plays in the shop too", "heard this in a film once",
        "there is a long intro", "the cover shows a boat", "it is {n} minutes to the station", "the connection drops in the tunnel", "the bass is loud in here", "it is raining on the skylight",
        "{who} asked what this {it} is called", "{who} is on the other line", "this is number {n} of the list", "the bus is on time", "there are {n} people in the room",
        "the radio played this at {n}", "I know the drummer's name", "the lyrics are in the booklet", "we moved the desk to the window", "the cat sits on the keyboard",
        "this came out when I was {n}", "the washing machine has {n} minutes left", "the kitchen clock is {n} minutes slow", "{who} has the same speaker",
    ];

    /// <summary>What happened, by the mood that it makes.</summary>
    public static readonly string[][] Reasons =
    [
        [
            "we won the game", "I got the job", "{who} is visiting this weekend", "the tickets arrived", "I passed the exam", "holidays start tomorrow", "I finally beat my record",
            "{who} is getting married", "we are going to the coast", "the party is tonight", "I got a raise", "the band is back together", "{who} said yes", "first day of the trip",
            "my project got picked", "the sun is out and the city is loud", "new bike, first ride", "{who} made me laugh until I cried", "it is my birthday", "we closed the deal",
            "I danced with {who}", "our team made the final", "I learned to drive", "the crowd was wild",
        ],
        [
            "nothing to do until noon", "tea is ready", "{who} cooked for me", "slept nine hours", "the house is quiet", "a long bath and a book", "the garden is in bloom",
            "{who} fell asleep on my shoulder", "finished everything on my list", "watched the sea for an hour", "the test results are fine", "snow outside and a fire inside",
            "{who} wrote me a kind letter", "yoga and a nap", "the weekend has just begun", "it all worked out in the end", "warm light in the room", "a slow walk with {who}",
            "soup on the stove", "the kids are asleep", "no alarm tomorrow", "we made up, {who} and me", "my back finally stopped hurting", "a good talk with {who}",
        ],
        [
            "{who} moved away", "I miss {who}", "didn't sleep at all", "they gave the job to someone else", "{who} is in hospital", "the dog died", "nobody called",
            "it has rained for a week", "I failed the exam", "{who} forgot my birthday", "we broke up", "the flat feels so empty", "everything hurts", "I let {who} down",
            "another night alone", "worked fourteen hours", "the trip is off", "my plants are dying", "I keep thinking of {who}", "no energy to get up", "the letter was a no",
            "we lost the house", "I ate dinner alone again", "{who} doesn't talk to me anymore",
        ],
        [
            "{who} lied to me", "the deadline is tomorrow", "my flight got cancelled", "I had a fight with {who}", "someone stole my bike", "the rent went up again", "{who} yelled at me",
            "the test results come today", "stuck in traffic for two hours", "my laptop crashed and the file is gone", "the neighbours drill since seven", "I speak in front of everyone at noon",
            "{who} took the credit", "the car broke down", "they cut my hours", "the bank blocked my card", "I heard steps in the hall", "{who} won't stop calling",
            "too many people want things from me", "I can't find my passport", "the exam is in an hour", "{who} read my messages", "they lost my luggage", "the boiler burst",
        ],
    ];
}
