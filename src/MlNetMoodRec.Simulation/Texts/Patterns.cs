namespace MlNetMoodRec.Simulation.Texts;

/// <summary>
/// Sentence patterns. In braces: adj and adj2 words near the mood, anti words near the opposite mood, why what happened
/// to make it, ctx, when, int, ask, it, who, task, obs neutral phrases, op an opinion of the song, sl slang, e emoji.
/// </summary>
internal static class Patterns
{
    public static readonly string[] CheckIn =
    [
        "feeling {int} {adj} {when}", "{int} {adj} {when}, {why}", "I'm {adj} and {adj2} {ctx}", "I am {int} {adj} {ctx}", "{adj} {ctx}, {why}", "today I feel {adj}, {why}",
        "honestly {int} {adj} {when}, {ask}", "{ctx}, feeling {adj}", "woke up {adj}, {why}", "my mood is {adj}, maybe {adj2}, {ask}", "{why}, so I'm {int} {adj}", "I feel {adj} {ctx}",
        "been {int} {adj} {when}, {ask}", "{adj} {ctx}, {ask}", "I feel {int} {adj} because {why}", "{why}. feeling {adj} {ctx}", "I've been {adj} {when}, {why}", "just {adj} {ctx}",
        "what a day: {why}. {adj} now", "{adj}, {adj2}, {ctx}",
    ];

    public static readonly string[] Review =
    [
        "{op}, feeling {int} {adj} now", "{op}. {adj} {ctx}", "after that {it} I feel {adj}, {why}", "that {it} found me {adj} {ctx}", "{adj} and {adj2} after this {it}, {ctx}",
        "listened {ctx}, {int} {adj}, {why}", "this {it} leaves me {adj} {ctx}", "still {adj}, {why}", "{adj} {when}. {op}", "heard it {ctx}, I am {adj}", "I'm {adj} {ctx}, {why}",
        "I feel {int} {adj} {when}, {why}", "{op}, but {why} and I'm {adj}", "{int} {adj} {ctx} with this {it} in my ears", "{why}. {int} {adj} {when}",
    ];

    public static readonly string[] Negated =
    [
        "not {anti} at all {ctx}", "I'm not exactly {anti} {when}, {why}", "can't say I'm {anti} {ctx}", "I don't feel {anti} {when}, {why}", "not {anti} anymore, {why}", "I was never less {anti} {ctx}",
        "haven't felt {anti} {when}, {ctx}", "no way to be {anti} {when}, {why}", "I'm not {anti}, I'm {adj} {ctx}", "wouldn't call this {anti}: {why}", "not feeling {anti} {ctx}, not {when}",
        "nobody here is {anti}, {why}", "I am not {int} {anti} {ctx}", "isn't it odd, not {anti} at all {when}, {ctx}",
    ];

    public static readonly string[] Slang =
    [
        "{sl} {ctx}", "{sl}, {why}", "ngl {adj} {ctx} lol", "{sl} {tail}, {ctx}", "bruh {why}, {sl}", "{adj} af {ctx}", "{why} {tail}, {sl}", "{sl}... {ask} {tail}", "{tail} {sl} {when}, {why}",
        "u ever feel {adj} {ctx}? {tail}", "{sl} x{n} {ctx}", "kinda {adj} kinda {adj2} {tail}, {ctx}",
    ];

    public static readonly string[] Emoji =
    [
        "{e}{e}{e}", "{adj} {when} {ctx} {e}", "{ctx} {e}{e}", "{e} {why}", "{why} {e}{e}", "{adj} {e} {adj2} {e} {ctx}", "{e}{e} {ctx}, {int} {adj}", "{ask} {e}{e} {ctx}", "{op} {e} {ctx}", "{when} {e}{e}{e}{e}",
    ];

    public static readonly string[] NoMood =
    [
        "{task} {ctx}", "{obs}, {task}", "song number {n} {ctx}, {task}", "{obs} {when}", "{task} and listening {ctx}", "is this {it} from 19{n}?", "{obs}, {ctx}", "{who} and I are {task} {when}",
        "the part at 2:{n} of this {it}, {ctx}", "{task} {when}, {ask}", "{who} put this {it} on {ctx}", "play no. {n} while {task}", "{ask}, I'm {task}", "{who} said \"{ask}\" {ctx}", "{obs}; {obs}",
    ];

    public static readonly string[] Misleading =
    [
        "{who} is {int} {anti} {when}, I'm just {task}", "the lyrics are {int} {anti}, {ctx}", "everyone is {anti} {ctx}", "they say I look {anti} {when}, {ctx}", "remember being {anti} {ctx}? long gone",
        "{who} looks {int} {anti} {ctx}", "{who} texted \"feeling {anti} {when}\" while I was {task}", "such a {anti}-sounding {it}, {ctx}", "in this film everybody is {anti}, {task} meanwhile",
        "if only I were {anti}, {ctx}",
    ];

    /// <summary>Irony: pleased words, an unpleasant event.</summary>
    public static readonly string[] Irony =
    [
        "oh great, {why}", "wonderful, {why}. {ctx}", "just what I needed {when}: {why}", "lovely. {why}, happy days", "fantastic, {why}, love that for me", "so glad that {why} {ctx}", "best day ever, {why}",
    ];
}
