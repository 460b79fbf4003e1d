namespace MlNetMoodRec.Training.Recommender;

/// <summary>What the recurrent layers are made of.</summary>
public enum RecurrentCell
{
    /// <summary>Long short-term memory (Hochreiter and Schmidhuber 1997): three gates and a memory beside the state.</summary>
    Lstm,

    /// <summary>Gated recurrent unit (Cho et al. 2014), as GRU4Rec has it: two gates and the state alone, a quarter fewer weights.</summary>
    Gru,
}
