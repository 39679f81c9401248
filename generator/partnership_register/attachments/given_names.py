"""Names of people that are common in Britain, to tell a person's name from that of a body."""

from __future__ import annotations

_NAMES = """
aaron abdul abdullah abigail adaeze adam adebayo adele adeola aditya adrian agnes agnieszka ahmed
aidan aileen ailsa aine aisha aisling akash akua alan alana alanna alasdair alastair albert alec
aled alejandro aleksandra alex alexander alexandra alexis alfie alfred ali alice alicia alina alisha
alison alistair allan allison alun alwyn alyssa amanda amara amber amelia amina amir amit amy ana
anastasia andre andrea andreea andrew andrzej andy aneesa aneirin aneta aneurin angel angela
angharad angus ania anika anil anita anjali anjum ann anna annabel anne annette annie anthony
antonia antonio anwen aoibheann aoife april archie ariana arif arjun arthur arturo arwel arwyn asha
ashley asif asma audrey ava awel ayesha aylin ayodele babatunde barbara barnaby barry basil beata
beatrice becky bedwyr ben benjamin bernadette bernard bertie berwyn beth bethan bethany betty
beverley bhavna bilal bill billy bob bonnie bradley branwen brenda brendan brian bridget bronwen
bronwyn bruce bryan bukola cadi caitlin callie callum calum cameron camilla caoimhe cara carl carla
carmen carol caroline carolyn carrie carwyn carys cassandra caterina cath cathal catherine cathy
catrin catriona cecilia ceinwen ceri cerys chantelle charlene charles charlie charlotte chelsea
cheryl chidi chinedu chloe chris christian christina christine christopher chukwu cian ciara ciaran
cillian claire clara clare claudia clement clive clodagh colin colleen colm conall connie connor
conor cormac courtney craig crispin cristina cynthia dafydd daisy daithi dale damian dan daniel
daniela danielle danny dara darragh darren dave david davina dawn dean debbie deborah debra declan
deepa deepak deiniol deirdre delroy delyth denise dennis denzil derek dermot desmond dewi diana
diane diarmuid dilys dimitri dina divya dominic dominika donal donald donna doreen dorothy dougal
douglas duncan dyfan dylan dympna eamon eamonn ebony eddie edith edmund edward edwin efa eifion
eileen eilidh eimear eimer eirian eirlys eirwen elaine eleanor elena eleri elfyn elgan elin elis
elisabeth elizabeth ella ellen ellie elliot elsie elwyn emeka emer emily emlyn emma emmanuel emre
emrys emyr enda enfys enid eoghan eoin eric erica erin esme ester esther ethan euan eugene eurig
eurwen eva evelyn evie ewa ewan ewen ezra faisal faith farah farhan fatima fatuma faye felicity
felix fergal fergus ffion fidelma finbar finlay fintan fiona fionnuala flora florence folake frances
francesca francis frank fraser fred freda frederick freya funmi gabriel gail gareth garry gary gavin
gemma geoff geoffrey george georgia georgina geraint gerald geraldine gerallt gerard gethin giles
gill gillian gina giovanni gita giulia gladys glen glenda glenn glenys gloria glyn gordon grace
graeme graham grainne grant greer greg gregor gregory griff gruffudd gruffydd grzegorz gulsen
gurpreet guy gwawr gwen gwenda gwenllian gwilym gwion gwyn gwyneth gwynfor habib hamish hamza hannah
hari harjit harold haroon harpreet harriet harry harsha hasan hassan hayley hazel heather hector
hefin hefina heidi heledd helen henrietta henry hilary hilda hina hollie holly howard hugh hugo
humaira huw hywel iain ian ibrahim ida idris iestyn ieuan ifan ifeanyi ifeoma ifor ikechukwu ikram
illtyd iman imelda imogen imran ines ingrid ioana iolo iona iorwerth irene irina iris isaac isabel
isabella isabelle isla islwyn ismail isobel ivan ivor ivy iwan jack jackie jackson jacob jacqueline
jacqui jade jake jakub jamal james jamie jamila jan jane janet janice janine jasmin jasmine jason
jaspreet javed jay jayne jean jeanette jeff jeffrey jemima jen jenna jennifer jenny jeremy jerome
jess jessica jessie jill jim jimmy jo joan joanna joanne jocelyn jodie joe joel johanna john johnny
jon jonathan jordan jorge jose joseph josephine josh joshua joy joyce juan judith judy julia julian
julie juliet june justin justine jyoti kamal kamran kareem karen karl karol kasia kate katherine
kathleen kathryn kathy katie katrina katy kavita kay kayleigh keeley keir keith kelly kelvin ken
kenneth kenny kerry kevin khadija khalid kieran kim kimberley kiran kirsteen kirsten kirsty kofi
krishna kristina krystyna krzysztof kwabena kwame kyle kylie lachlan lakshmi lara latoya laura
lauren laurence layla leah leanne lee leighton leila len lena leo leon leonard leroy lesley leslie
leusa lewis lewys liam lilian lily linda lindsay lindsey lisa liz lleucu llewellyn llewelyn llinos
llio lloyd lois lorcan lorna lorraine lottie louis louisa louise lowri lucia lucy luis luke luned
lydia lyn lynda lynn lynne lynsey mabel mabli maciej maddie madeleine maeve magda magdalena maggie
mahmoud mair maire mairead malachy malcolm malgorzata mandeep manjit manpreet manuel marc marcia
marcin marcus mared margaret marged mari maria mariam marian marie marilyn marion marius marjorie
mark marta martha martin martyn mary maryam matilda matt matthew maura maureen maurice mavis max
maxine maya meena meera megan mehmet mehreen mei meilir meinir meirion melanie meleri melissa menna
mercy mererid merfyn meurig mhairi michael michal michelle miguel mike mikolaj mila miles millie
milly mina minal mirain miriam mohamed mohammad mohammed moira mollie molly mona monica monika morag
morfydd morgan morwenna muhammad muireann murdo muriel musa mustafa myfanwy myra myrddin nadeem
nadia naomi nasir nasreen natalie natasha nathan navdeep naveed neelam neha neil nerys nesta ngozi
nia niall niamh nicholas nick nicky nicola nicole nigel nikhil nikita nikki nina nisha noah noel
noor nora norma norman nuala obinna oisin olga olive oliver olivia olumide oluwadamilola oluwaseun
oluwatobi olwen omar oonagh orla orlaith oscar osian osman owain owen pablo padma padraic padraig
paige pam pamela parveen pat patricia patrick patrycja patsy paul paula pauline pawel pedro penelope
penny percy peredur perry pete peter petra philip philippa phillip phoebe phyllis piotr pooja poppy
prakash pratibha preeti priya priyanka pryderi quentin quinn rabia rachael rachel rahul raj rajesh
ralph ramandeep ramesh ranald ranjit raquel rashid ravi ray raymond razia rebecca reece reg rekha
rhian rhiannon rhodri rhona rhun rhydian rhys ricardo richard rick ricky rita rizwan rizwana rob
robbie robert roberta roberto robin robyn roger rohit roisin roland ron ronald ronan ronnie rory
rosalind rosalyn rosamund rose rosemary rosie ross rowena roy ruairi ruaridh rubina ruby rukhsana
rupert russell ruth ryan sabrina sadia sadie saeed saima sajid sajida salim sally salma sam samantha
sameer samina samir samuel sana sandeep sandip sandra sanjay sanjeev saoirse sara sarah scott seamus
sean sebastian seren sergio shabana shabnam shahid shamim shane shannon sharon shaun shauna shazia
sheena sheila shelley shirin shirley shona sian sidney simon simone sinead siobhan sioned siwan
sofia sonia sophia sophie sorcha stacey stan stanley steffan stella stephanie stephen steve steven
stewart stuart sue sukhdeep suki sumaira sunil sunita surinder susan susanna susannah susie suzanne
svetlana swati sybil sylvia tadhg tahir tamara tamsin tania tanvir tanya tara tariq tasha tasneem
tatiana ted tegid tegwen teleri temi temitope terence teresa terry tess tessa theo theresa thomas
tim timothy tina tirion toby tod todd tolu tom tomasz tommy tomos toni tony torquil tracey tracy
trefor trevor tricia trish trudy tudur tunde tyler umar una ursula usha usman uzma valerie vanessa
vaughan vera verity vernon veronica vicki vicky victor victoria vijay vikas vikram vincent vinod
viola violet viv vivian vivien vivienne wafa walter wanda waqar warren wayne wendy wilfred will
william winifred winston wojciech wynne xavier yasmin yasmine yaw yetunde ynyr yolanda yousef yusuf
yvette yvonne zac zach zachary zahid zahra zainab zara zeinab zeynep zoe zofia zubair zuzanna
"""
GIVEN_NAMES = frozenset(_NAMES.split())
"""In small letters, without accents. A name of a body may begin with one as well; its other words
then tell."""

_FAMILIES = """
adams ahmed akhtar ali allen anderson andrews armstrong bailey baker barker barnes begum bennett
brooks brown burton butler campbell carter chapman clark clarke collins cooper cox davies davis
dawson dixon edwards elliott ellis evans fisher fletcher foster gibson graham grant gray griffiths
hall harper harris harrison harvey holmes howard hudson hughes hunt hussain jackson jenkins johnson
johnston jones kaur kelly khan knight lawrence lewis lloyd marshall martin mason matthews mcdonald
mills mitchell moore morgan morris morrison murphy murray newman owen palmer parker patel pearson
perry phillips poole powell pritchard reynolds richards richardson roberts robertson robinson rogers
russell saunders scott shah shaw simpson singh smith spencer stevens stewart taylor thomas thompson
turner wadsworth walker walsh watson webb white wilkinson williams williamson wilson wright young
"""
FAMILY_NAMES = frozenset(_FAMILIES.split())
"""The commonest ones, to tell a login such as SMITHJ from the short name of a body."""
